//! Cookies from a file in the format that Netscape's browser wrote, and every tool since.

use std::time::SystemTime;

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    pub domain: String,
    /// Whether hosts below the domain get it as well.
    pub subdomains: bool,
    pub path: String,
    /// Not over plain HTTP.
    pub secure: bool,
    /// Seconds since 1970; None for one that ends with the browser's session.
    pub expires: Option<u64>,
    pub name: String,
    pub value: String,
}

impl Cookie {
    /// Whether it goes along with a plain HTTP request for this path of this host.
    pub fn goes_to(&self, host: &str, path: &str) -> bool {
        let domain = self.domain.trim_start_matches('.');
        let below = || host.strip_suffix(domain).is_some_and(|front| front.ends_with('.'));
        let folder = self.path.trim_end_matches('/');
        let inside = path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
        !self.secure && inside && (host == domain || self.subdomains && below())
    }

    /// Whether its time is over.
    pub fn has_expired(&self, now: SystemTime) -> bool {
        let seconds = now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.expires.is_some_and(|expires| expires <= seconds)
    }
}

/// The cookies of a file, in its order.
///
/// # Errors
/// What is wrong with it: the first line is not the format's own, or a line hasn't seven fields.
pub fn from_netscape(file: &str) -> Result<Vec<Cookie>, String> {
    let mut lines = file.lines();
    if !lines.next().is_some_and(|line| line.starts_with("# Netscape HTTP Cookie File")) {
        return Err("it does not look like a Netscape format cookies file".to_owned());
    }
    let entries = lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    entries.map(|line| cookie(line).ok_or_else(|| format!("no cookie: {line:?}"))).collect()
}

fn cookie(line: &str) -> Option<Cookie> {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[domain, subdomains, path, secure, expires, name, value] = fields.as_slice() else { return None };
    let expires = match expires {
        "" | "0" => None,
        seconds => Some(seconds.parse().ok()?),
    };
    let [domain, path, name, value] = [domain, path, name, value].map(str::to_owned);
    Some(Cookie { domain, subdomains: subdomains == "TRUE", path, secure: secure == "TRUE", expires, name, value })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const FILE: &str = "# Netscape HTTP Cookie File\n# by hand\n\n\
        shop.test\tFALSE\t/\tFALSE\t\tsession\tabc\n\
        .shop.test\tTRUE\t/cart\tFALSE\t100\tbasket\t3\n\
        shop.test\tFALSE\t/\tTRUE\t0\tsecret\tx\n";

    #[test]
    fn goes_where_its_line_says() {
        let cookies = from_netscape(FILE).unwrap();
        let sent = |host, path| -> Vec<_> {
            cookies.iter().filter(|c| c.goes_to(host, path)).map(|c| c.name.as_str()).collect()
        };
        assert_eq!(sent("shop.test", "/"), ["session"]);
        assert_eq!(sent("shop.test", "/cart"), ["session", "basket"]);
        assert_eq!(sent("shop.test", "/cartoon"), ["session"]);
        assert_eq!(sent("my.shop.test", "/cart/1"), ["basket"]);
        assert_eq!(sent("myshop.test", "/cart"), [""; 0]);
    }

    #[test]
    fn an_end_is_a_time_or_that_of_the_session() {
        let cookies = from_netscape(FILE).unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!((cookies[0].expires, cookies[1].expires), (None, Some(100)));
        assert!(!cookies[0].has_expired(at(1000)));
        assert!(!cookies[1].has_expired(at(99)));
        assert!(cookies[1].has_expired(at(100)));
    }

    #[test]
    fn refuses_what_is_none() {
        assert!(from_netscape("").is_err());
        assert!(from_netscape("a\tb\n").unwrap_err().contains("does not look like"));
        assert!(from_netscape("# Netscape HTTP Cookie File\na b c\n").unwrap_err().contains("no cookie"));
    }
}
