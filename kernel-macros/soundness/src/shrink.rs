//! Makes a kernel that shows something wrong smaller: statements are taken away, blocks replaced by what is in them, as long as it
//! still shows.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The most kernels that are tried.
const TRIES: usize = 400;

/// A small kernel of which `shows` still says yes.
pub fn shrink(source: &str, shows: &dyn Fn(&str) -> bool) -> String {
    let mut best = source.to_owned();
    let mut tries = 0;
    loop {
        let Ok(tokens) = best.parse::<TokenStream>() else {
            return best;
        };
        let smaller = smaller(&tokens)
            .into_iter()
            .map(|tokens| tokens.to_string())
            .find(|candidate| {
                tries += 1;
                tries <= TRIES && candidate.len() < best.len() && shows(candidate)
            });
        match smaller {
            Some(candidate) => best = candidate,
            None => return best,
        }
    }
}

/// The kernels that one step makes of it, those that take the most away first.
fn smaller(tokens: &TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        let mut with = |inside: TokenStream| {
            let mut trees = trees.clone();
            trees[at] = Group::new(group.delimiter(), inside).into();
            found.push(trees.into_iter().collect());
        };
        if group.delimiter() == Delimiter::Brace {
            let statements = statements(group.stream());
            for skip in 0..statements.len() {
                let rest = statements.iter().enumerate().filter(|(at, _)| *at != skip);
                with(
                    rest.flat_map(|(_, statement)| statement.iter().cloned())
                        .collect(),
                );
                // A block's statements in its place.
                if let Some(TokenTree::Group(inner)) = statements[skip].last()
                    && inner.delimiter() == Delimiter::Brace
                {
                    let before = statements[..skip].iter().flatten().cloned();
                    let after = statements[skip + 1..].iter().flatten().cloned();
                    with(before.chain(inner.stream()).chain(after).collect());
                }
            }
        }
        for inside in smaller(&group.stream()) {
            with(inside);
        }
    }
    // An operand of a sum or product.
    for (at, tree) in trees.iter().enumerate() {
        let is_operator = matches!(tree, TokenTree::Punct(sign) if "+-*".contains(sign.as_char()));
        if is_operator && at + 1 < trees.len() && at > 0 {
            found.push(
                trees[..at]
                    .iter()
                    .chain(&trees[at + 2..])
                    .cloned()
                    .collect(),
            );
            found.push(
                trees[..at - 1]
                    .iter()
                    .chain(&trees[at + 1..])
                    .cloned()
                    .collect(),
            );
        }
    }
    found
}

/// A block's statements: each ends with `;` or with a block.
fn statements(block: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut statements = vec![Vec::new()];
    for tree in block {
        let ends = match &tree {
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        statements.last_mut().expect("it is never empty").push(tree);
        if ends {
            statements.push(Vec::new());
        }
    }
    statements.retain(|statement| !statement.is_empty());
    statements
}
