//! Whether a process listens on a port, from /proc.

use std::fs;

use super::super::processes::Pid;

/// In /proc/net/tcp.
const LISTEN: &str = "0A";

/// Does the process have a listener on this port? What another one has inherited is no concern of its.
pub fn listens(pid: Pid, port: u16) -> bool {
    let table = fs::read_to_string(format!("/proc/{pid}/net/tcp")).unwrap_or_default();
    let sockets: Vec<String> = listeners(&table, port).map(|inode| format!("socket:[{inode}]")).collect();
    let Ok(open) = fs::read_dir(format!("/proc/{pid}/fd")) else { return false };
    let mut names = open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok());
    names.any(|name| sockets.iter().any(|socket| name.as_os_str() == socket.as_str()))
}

/// The inodes of the sockets that listen on the port.
fn listeners(table: &str, port: u16) -> impl Iterator<Item = &str> {
    table.lines().filter_map(move |line| {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let (_, own) = fields.get(1)?.rsplit_once(':')?;
        let is_it = fields.get(3) == Some(&LISTEN) && u16::from_str_radix(own, 16) == Ok(port);
        fields.get(9).copied().filter(|_| is_it)
    })
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;

    const TABLE: &str = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
        0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 411 1 0 100 0 0 10 0\n\
        1: 0100007F:1F90 0100007F:9C41 01 00000000:00000000 00:00000000 00000000     0        0 412 1 0 20 4 30 10 -1\n\
        2: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 413 1 0 100 0 0 10 0\n";

    #[test]
    fn a_connection_and_another_port_are_no_listener() {
        assert_eq!(listeners(TABLE, 0x1f90).collect::<Vec<_>>(), ["411"]);
        assert_eq!(listeners(TABLE, 80).count(), 0);
    }

    #[test]
    fn it_listens_until_it_has_closed_it() {
        let own = std::process::id() as Pid;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
        assert!(listens(own, port) && !listens(own, connection.local_addr().unwrap().port()));
        drop(listener);
        assert!(!listens(own, port));
    }
}
