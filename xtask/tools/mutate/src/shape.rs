//! What a function returns, as far as the rules must know it to write another value of the same type.

use syn::{GenericArgument, Path, PathArguments, ReturnType, Type};

/// A type, roughly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Unit,
    Bool,
    /// But no `pid_t`: to signal process 0 or 1 is nothing that should be run.
    Integer,
    /// `String`.
    Text,
    /// `&str`.
    Str,
    /// `Vec<_>`.
    List,
    Option(Box<Shape>),
    Result(Box<Shape>),
    Pair(Vec<Shape>),
    ExitCode,
    Other,
}

impl Shape {
    pub fn returned(output: &ReturnType) -> Shape {
        match output {
            ReturnType::Default => Shape::Unit,
            ReturnType::Type(_, kind) => Shape::of(kind),
        }
    }

    fn of(kind: &Type) -> Shape {
        match kind {
            Type::Tuple(tuple) if tuple.elems.is_empty() => Shape::Unit,
            Type::Tuple(tuple) => Shape::Pair(tuple.elems.iter().map(Shape::of).collect()),
            Type::Paren(inner) => Shape::of(&inner.elem),
            Type::Reference(reference) if is_str(&reference.elem) => Shape::Str,
            Type::Path(path) if path.qself.is_none() => Shape::of_path(&path.path),
            _ => Shape::Other,
        }
    }

    fn of_path(path: &Path) -> Shape {
        let Some(last) = path.segments.last() else { return Shape::Other };
        match last.ident.to_string().as_str() {
            "bool" => Shape::Bool,
            "String" => Shape::Text,
            "Vec" => Shape::List,
            "ExitCode" => Shape::ExitCode,
            "Option" => Shape::Option(Box::new(argument(&last.arguments))),
            "Result" => Shape::Result(Box::new(argument(&last.arguments))),
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize"
            | "c_int" | "c_uint" | "c_long" | "ssize_t" | "size_t" => Shape::Integer,
            _ => Shape::Other,
        }
    }

    /// Other values of this type, the plainest first. None if we know of none.
    pub fn values(&self) -> Vec<String> {
        let values: &[&str] = match self {
            Shape::Unit => &["()"],
            Shape::Bool => &["false", "true"],
            Shape::Integer => &["0", "1"],
            Shape::Text => &["String::new()"],
            Shape::Str => &["\"\""],
            Shape::List => &["Vec::new()"],
            Shape::ExitCode => &["std::process::ExitCode::SUCCESS"],
            Shape::Option(inner) => {
                let some = inner.plainest().map(|value| format!("Some({value})"));
                return [Some("None".to_owned()), some].into_iter().flatten().collect();
            }
            Shape::Result(inner) => return inner.values().iter().map(|value| format!("Ok({value})")).collect(),
            Shape::Pair(parts) => {
                let parts: Option<Vec<String>> = parts.iter().map(Shape::plainest).collect();
                return parts.map(|parts| format!("({})", parts.join(", "))).into_iter().collect();
            }
            Shape::Other => &[],
        };
        values.iter().map(|&value| value.to_owned()).collect()
    }

    pub fn plainest(&self) -> Option<String> {
        self.values().into_iter().next()
    }
}

fn is_str(kind: &Type) -> bool {
    matches!(kind, Type::Path(path) if path.path.is_ident("str"))
}

/// The first type among `<'a, T, E>`. `fmt::Result` has none: nothing is known of it.
fn argument(arguments: &PathArguments) -> Shape {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Shape::Other };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(kind) => Some(Shape::of(kind)),
        _ => None,
    });
    types.next().unwrap_or(Shape::Other)
}
