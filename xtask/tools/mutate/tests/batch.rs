//! Many programs as one crate.

use std::collections::BTreeMap;
use std::path::Path;

use mutate::batch::{Sources, one_crate};

#[test]
fn paths_from_the_root_lead_into_the_module() {
    let source = "use crate::proof;\npub(crate) fn main() { vec![crate::f(\"crate::g\")]; } // crate::h\n\
                  macro_rules! m { () => { $crate::f() } }\n";
    let program: Sources =
        [("main.rs".into(), source.to_owned()), ("a/b.rs".into(), "use crate::c;".to_owned())].into();
    let files = one_crate(&BTreeMap::from([(0, program.clone()), (17, program)])).expect("it is Rust");
    assert!(files[Path::new("m17/main.rs")].starts_with(
        "use crate::m17::proof;\npub(crate) fn main() { vec![crate::m17::f(\"crate::g\")]; } // crate::h\n\
         macro_rules! m { () => { $crate::f() } }\n"
    ));
    assert_eq!(files[Path::new("m0/a/b.rs")], "use crate::m0::c;");
    let chooser = &files[Path::new("main.rs")];
    assert!(
        chooser.contains("#[path = \"m17/main.rs\"] mod m17;\n") && chooser.contains("Some(\"17\") => m17::__enter(),")
    );
    assert!(syn::parse_file(chooser).is_ok());
}
