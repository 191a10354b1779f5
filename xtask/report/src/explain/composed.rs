//! The same letters, composed otherwise: `é` as one character, or as an `e` with an accent that follows it. They look the
//! same.
//!
//! The canonical decompositions of Unicode 14.0 that are a letter and one mark, for Latin, Greek, Cyrillic and Japanese,
//! and the rule for Korean. They never change (Unicode's stability policy). A table of our own: a crate would bring thirty
//! more scripts, and the forms of compatibility, into the runner's first build. What the table does not know is left as it
//! is: then nothing is said.

/// Longer lines are not looked at: no reader would find the letter in them.
const MOST_BYTES: usize = 2_000;

/// Do these differ only in how their letters are composed?
pub fn is_composed_otherwise(one: &str, other: &str) -> bool {
    let is_candidate = |text: &str| !text.is_ascii() && text.len() <= MOST_BYTES;
    one != other && is_candidate(one) && is_candidate(other) && decomposed(one) == decomposed(other)
}

/// The first letter of `text` that is not written as in `other`, with the characters it is made of: `e, U+0301`.
pub fn first_letter(text: &str, other: &str) -> String {
    let same = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let letters: Vec<char> = text.chars().collect();
    // An accent belongs to what it follows.
    let begin = if letters.get(same).is_some_and(|letter| is_mark(*letter)) { same.saturating_sub(1) } else { same };
    let rest = letters.get(begin + 1..).unwrap_or_default();
    let marks = rest.iter().take_while(|letter| is_mark(**letter));
    let names: Vec<String> =
        letters.get(begin).into_iter().chain(marks).map(|letter| format!("U+{:04X}", u32::from(*letter))).collect();
    names.join(" ")
}

/// Each letter in its parts, as far as they are known here.
fn decomposed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|letter| push_parts(&mut out, letter));
    out
}

fn push_parts(out: &mut String, letter: char) {
    if letter.is_ascii() {
        out.push(letter);
    } else if let Some(parts) = syllable_parts(letter) {
        out.extend(parts);
    } else if let Some((base, mark)) = parts(letter) {
        push_parts(out, base);
        out.push(mark);
    } else {
        out.push(letter);
    }
}

fn parts(letter: char) -> Option<(char, char)> {
    MARKED.iter().find_map(|(mark, bases, letters)| {
        let index = letters.chars().position(|one| one == letter)?;
        Some((bases.chars().nth(index)?, *mark))
    })
}

/// A Korean syllable: two or three letters, by arithmetic (The Unicode Standard, 3.12).
fn syllable_parts(letter: char) -> Option<impl Iterator<Item = char>> {
    const SYLLABLES: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;
    const VOWELS: u32 = 21;
    const FINALS: u32 = 28;
    let code = u32::from(letter);
    let index = SYLLABLES.contains(&code).then(|| code - SYLLABLES.start())?;
    let (leading, vowel, last) = (index / FINALS / VOWELS, index / FINALS % VOWELS, index % FINALS);
    let last = (last > 0).then_some(0x11a7 + last);
    Some([0x1100 + leading, 0x1161 + vowel].into_iter().chain(last).filter_map(char::from_u32))
}

fn is_mark(letter: char) -> bool {
    MARKED.iter().any(|(mark, ..)| *mark == letter)
        || matches!(letter, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}')
}

/// A mark, letters, and the same letters with the mark.
#[rustfmt::skip]
const MARKED: &[(char, &str, &str)] = &[
    ('\u{300}', "AEIOUaeiouÜüNnЕИеиĒēŌōWwÂâĂăÊêÔôƠơƯưYyἀἁἈἉἐἑἘἙἠ", "ÀÈÌÒÙàèìòùǛǜǸǹЀЍѐѝḔḕṐṑẀẁẦầẰằỀềỒồỜờỪừỲỳἂἃἊἋἒἓἚἛἢ"),
    ('\u{300}', "ἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩαεηιουωΑΕΗ᾿ϊΙ῾ϋΥ¨ΟΩ", "ἣἪἫἲἳἺἻὂὃὊὋὒὓὛὢὣὪὫὰὲὴὶὸὺὼᾺῈῊ῍ῒῚ῝ῢῪ῭ῸῺ"),
    ('\u{301}', "AEIOUYaeiouyCcLlNnRrSsZzÜüGgÅåÆæØø¨ΑΕΗΙΟΥΩϊαεηι", "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹźǗǘǴǵǺǻǼǽǾǿ΅ΆΈΉΊΌΎΏΐάέήί"),
    ('\u{301}', "ϋουωϒГКгкÇçĒēÏïKkMmÕõŌōPpŨũWwÂâĂăÊêÔôƠơƯưἀἁἈἉἐἑ", "ΰόύώϓЃЌѓќḈḉḖḗḮḯḰḱḾḿṌṍṒṓṔṕṸṹẂẃẤấẮắẾếỐốỚớỨứἄἅἌἍἔἕ"),
    ('\u{301}', "ἘἙἠἡἨἩἰἱἸἹὀὁὈὉὐὑὙὠὡὨὩ᾿῾", "ἜἝἤἥἬἭἴἵἼἽὄὅὌὍὔὕὝὤὥὬὭ῎῞"),
    ('\u{302}', "AEIOUaeiouCcGgHhJjSsWwYyZzẠạẸẹỌọ", "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷẐẑẬậỆệỘộ"),
    ('\u{303}', "ANOanoIiUuVvÂâĂăEeÊêÔôƠơƯưYy", "ÃÑÕãñõĨĩŨũṼṽẪẫẴẵẼẽỄễỖỗỠỡỮữỸỹ"),
    ('\u{304}', "AaEeIiOoUuÜüÄäȦȧÆæǪǫÖöÕõȮȯYyИиУуGgḶḷṚṛαΑιΙυΥ", "ĀāĒēĪīŌōŪūǕǖǞǟǠǡǢǣǬǭȪȫȬȭȰȱȲȳӢӣӮӯḠḡḸḹṜṝᾱᾹῑῙῡῩ"),
    ('\u{306}', "AaEeGgIiOoUuУИиуЖжАаЕеȨȩẠạαΑιΙυΥ", "ĂăĔĕĞğĬĭŎŏŬŭЎЙйўӁӂӐӑӖӗḜḝẶặᾰᾸῐῘῠῨ"),
    ('\u{307}', "CcEeGgIZzAaOoBbDdFfHhMmNnPpRrSsŚśŠšṢṣTtWwXxYyſ", "ĊċĖėĠġİŻżȦȧȮȯḂḃḊḋḞḟḢḣṀṁṄṅṖṗṘṙṠṡṤṥṦṧṨṩṪṫẆẇẊẋẎẏẛ"),
    ('\u{308}', "AEIOUaeiouyYΙΥιυϒЕІеіАаӘәЖжЗзИиОоӨөЭэУуЧчЫыHhÕõ", "ÄËÏÖÜäëïöüÿŸΪΫϊϋϔЁЇёїӒӓӚӛӜӝӞӟӤӥӦӧӪӫӬӭӰӱӴӵӸӹḦḧṎṏ"),
    ('\u{308}', "ŪūWwXxt", "ṺṻẄẅẌẍẗ"),
    ('\u{309}', "AaÂâĂăEeÊêIiOoÔôƠơUuƯưYy", "ẢảẨẩẲẳẺẻỂểỈỉỎỏỔổỞởỦủỬửỶỷ"),
    ('\u{30a}', "AaUuwy", "ÅåŮůẘẙ"),
    ('\u{30b}', "OoUuУу", "ŐőŰűӲӳ"),
    ('\u{30c}', "CcDdEeLlNnRrSsTtZzAaIiOoUuÜüGgKkƷʒjHh", "ČčĎďĚěĽľŇňŘřŠšŤťŽžǍǎǏǐǑǒǓǔǙǚǦǧǨǩǮǯǰȞȟ"),
    ('\u{30f}', "AaEeIiOoRrUuѴѵ", "ȀȁȄȅȈȉȌȍȐȑȔȕѶѷ"),
    ('\u{311}', "AaEeIiOoRrUu", "ȂȃȆȇȊȋȎȏȒȓȖȗ"),
    ('\u{313}', "αΑεΕηΗιΙοΟυωΩρ", "ἀἈἐἘἠἨἰἸὀὈὐὠὨῤ"),
    ('\u{314}', "αΑεΕηΗιΙοΟυΥωΩρΡ", "ἁἉἑἙἡἩἱἹὁὉὑὙὡὩῥῬ"),
    ('\u{31b}', "OoUu", "ƠơƯư"),
    ('\u{323}', "BbDdHhKkLlMmNnRrSsTtVvWwZzAaEeIiOoƠơUuƯưYy", "ḄḅḌḍḤḥḲḳḶḷṂṃṆṇṚṛṢṣṬṭṾṿẈẉẒẓẠạẸẹỊịỌọỢợỤụỰựỴỵ"),
    ('\u{324}', "Uu", "Ṳṳ"),
    ('\u{325}', "Aa", "Ḁḁ"),
    ('\u{326}', "SsTt", "ȘșȚț"),
    ('\u{327}', "CcGgKkLlNnRrSsTtEeDdHh", "ÇçĢģĶķĻļŅņŖŗŞşŢţȨȩḐḑḨḩ"),
    ('\u{328}', "AaEeIiUuOo", "ĄąĘęĮįŲųǪǫ"),
    ('\u{32d}', "DdEeLlNnTtUu", "ḒḓḘḙḼḽṊṋṰṱṶṷ"),
    ('\u{32e}', "Hh", "Ḫḫ"),
    ('\u{330}', "EeIiUu", "ḚḛḬḭṴṵ"),
    ('\u{331}', "BbDdKkLlNnRrTtZzh", "ḆḇḎḏḴḵḺḻṈṉṞṟṮṯẔẕẖ"),
    ('\u{342}', "ἀἁἈἉἠἡἨἩἰἱἸἹὐὑὙὠὡὨὩα¨η᾿ιϊ῾υϋω", "ἆἇἎἏἦἧἮἯἶἷἾἿὖὗὟὦὧὮὯᾶ῁ῆ῏ῖῗ῟ῦῧῶ"),
    ('\u{345}', "ἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮ", "ᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮ"),
    ('\u{345}', "ὯὰαάᾶΑὴηήῆΗὼωώῶΩ", "ᾯᾲᾳᾴᾷᾼῂῃῄῇῌῲῳῴῷῼ"),
    ('\u{3099}', "かきくけこさしすせそたちつてとはひふへほうゝカ", "がぎぐげござじずぜぞだぢづでどばびぶべぼゔゞガ"),
    ('\u{3099}', "キクケコサシスセソタチツテトハヒフヘホウワヰヱ", "ギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヸヹ"),
    ('\u{3099}', "ヲヽ", "ヺヾ"),
    ('\u{309a}', "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ"),
];

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::{MARKED, decomposed, first_letter, is_composed_otherwise};

    #[test]
    fn one_character_or_two() {
        assert!(is_composed_otherwise("caf\u{e9}", "cafe\u{301}"));
        assert!(is_composed_otherwise("vi\u{1ec7}t", "vie\u{323}\u{302}t"), "two marks");
        assert!(is_composed_otherwise("\u{d55c}\u{ae00}", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"));
        assert!(!is_composed_otherwise("caf\u{e9}", "cafe\u{300}"), "another accent");
        assert!(!is_composed_otherwise("caf\u{e9}", "caf\u{e9}"), "the same");
        assert!(!is_composed_otherwise("caf\u{e9}", "cafe"), "no accent");
        assert_eq!(first_letter("cafe\u{301}s", "caf\u{e9}s"), "U+0065 U+0301");
        assert_eq!(first_letter("caf\u{e9}s", "cafe\u{301}s"), "U+00E9");
    }

    /// With another's tables, where there are some.
    #[test]
    fn every_letter_of_the_table_has_the_parts_that_unicode_gives_it() {
        let letters: String = MARKED.iter().flat_map(|(.., letters)| letters.chars()).collect();
        let text = format!("{letters}\u{ac00}\u{ac01}\u{d7a3}");
        assert!(MARKED.iter().all(|(_, bases, letters)| bases.chars().count() == letters.chars().count()));
        let script = "import sys, unicodedata as u\n\
             sys.stdout.buffer.write(u.normalize('NFD', sys.stdin.buffer.read().decode()).encode())";
        let python = Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut python) = python else { return };
        python.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = python.wait_with_output().unwrap();
        assert_eq!(decomposed(&text), String::from_utf8(output.stdout).unwrap());
    }
}
