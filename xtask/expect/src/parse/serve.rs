//! `@route`: what the small HTTP server answers.

use super::args::Args;
use super::blocks::{no_end, not_in_block};
use super::source::{BlockItem, Directive};
use super::span::Span;
use super::{Parsed, Parser};
use crate::session::{Route, RouteBody, TextLine};

/// The routes up to the `@end` of a `@serve`.
pub(super) fn routes<'a>(parser: &mut Parser<'a>, opening: Directive<'a>) -> Parsed<Vec<Route>> {
    let mut routes: Vec<Route> = Vec::new();
    loop {
        match parser.source.next_in_block() {
            Some(BlockItem::Directive(d)) if d.name.text() == "end" => {
                d.alone()?;
                return match routes.is_empty() {
                    true => Err(opening.whole.error("expected @route below @serve, found @end")),
                    false => Ok(routes),
                };
            }
            Some(BlockItem::Directive(d)) if d.name.text() == "route" => {
                let route = route(d)?;
                if routes.iter().any(|other| other.method == route.method && other.path == route.path) {
                    return Err(d.rest.expected("a method and a path that have no @route yet"));
                }
                routes.push(route);
            }
            Some(item) => parser.text_item(opening, item, body(opening, item, &mut routes)?)?,
            None => return Err(no_end(opening)),
        }
    }
}

/// Where the lines below the last `@route` go.
fn body<'r>(opening: Directive<'_>, item: BlockItem<'_>, routes: &'r mut [Route]) -> Parsed<&'r mut Vec<TextLine>> {
    let span = match item {
        BlockItem::Text(span) => span,
        BlockItem::Directive(d) => d.whole,
    };
    match routes.last_mut().map(|route| &mut route.body) {
        Some(RouteBody::Text { lines, .. }) => Ok(lines),
        Some(RouteBody::Echo) => Err(span.expected("@route or @end, since `echo` has no lines of its own")),
        None => Err(not_in_block(opening, span)).map_err(|mut error| {
            error.message = error.message.replace("a line or @end", "@route");
            error
        }),
    }
}

/// `METHOD PATH STATUS TYPE [close] [Name=value ..]`
fn route(d: Directive<'_>) -> Parsed<Route> {
    let mut args = Args::new(d.rest)?;
    let (span, method) = args.next("a method such as GET")?;
    if !method.chars().all(|c| c.is_ascii_uppercase()) {
        return Err(span.expected("a method such as GET"));
    }
    let (span, path) = args.next("a path such as /index.html")?;
    if !path.starts_with('/') {
        return Err(span.expected("a path such as /index.html"));
    }
    let (span, status) = args.next("a status such as 200")?;
    let status = status.parse().ok().filter(|status| (100..=599).contains(status));
    let status = status.ok_or_else(|| span.expected("a status from 100 to 599"))?;
    let (span, content_type) = args.next("a type such as text/html, or echo")?;
    let body = match content_type.as_str() {
        "echo" => RouteBody::Echo,
        _ if content_type.contains('/') => RouteBody::Text { content_type, lines: Vec::new() },
        _ => return Err(span.expected("a type such as text/html, or echo")),
    };
    let mut route = Route { method, path, status, body, close: false, headers: Vec::new() };
    while let Some((span, text)) = args.optional()? {
        match text.split_once('=') {
            Some((name, value)) => route.headers.push(header(span, name, value)?),
            None if text == "close" && !route.close => route.close = true,
            None => return Err(span.expected("close or a header Name=value")),
        }
    }
    Ok(route)
}

fn header(span: Span<'_>, name: &str, value: &str) -> Parsed<(String, String)> {
    let is_token = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !is_token || value.chars().any(char::is_control) {
        return Err(span.expected("a header Name=value"));
    }
    Ok((name.to_string(), value.to_string()))
}
