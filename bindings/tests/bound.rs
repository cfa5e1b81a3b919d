//! Every use case of the engine has a binding: read from the sources of both.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::visit::Visit;
use syn::{Expr, ExprMethodCall, ExprPath, ImplItem, ItemImpl, Type, Visibility};

/// Use cases that no shell needs, and why.
const UNBOUND: [(&str, &str); 2] = [
    ("enrol_over", "any other transport: for tests and simulations"),
    ("sync_over", "any other transport: for tests and simulations"),
];

#[test]
fn every_use_case_of_the_engine_has_a_binding() {
    let mut engine = UseCases::default();
    let mut bindings = Calls::default();
    for (sources, visitor) in [
        ("../core/engine/src", &mut engine as &mut dyn for<'ast> Visit<'ast>),
        ("src", &mut bindings as &mut dyn for<'ast> Visit<'ast>),
    ] {
        let sources = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(sources));
        assert!(sources.len() > 15, "too few sources: {sources:?}");
        sources.iter().for_each(|file| visitor.visit_file(&parsed(file)));
    }
    let excused: BTreeSet<String> = UNBOUND.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert!(engine.0.len() > 35, "too few use cases: {:?}", engine.0);
    let unbound: Vec<_> = engine.0.difference(&bindings.0).filter(|name| !excused.contains(*name)).collect();
    assert!(unbound.is_empty(), "bind these, or say in UNBOUND why not: {unbound:?}");
    let idle: Vec<_> =
        excused.iter().filter(|name| !engine.0.contains(*name) || bindings.0.contains(*name)).collect();
    assert!(idle.is_empty(), "these need no excuse: {idle:?}");
}

/// Public functions of the engine's two objects.
#[derive(Default)]
struct UseCases(BTreeSet<String>);

impl<'ast> Visit<'ast> for UseCases {
    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let of = match &*item.self_ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        if item.trait_.is_some() || !matches!(of.as_deref(), Some("FieldBook" | "SyncRun")) {
            return;
        }
        for item in &item.items {
            if let ImplItem::Fn(function) = item
                && matches!(function.vis, Visibility::Public(_))
            {
                self.0.insert(function.sig.ident.to_string());
            }
        }
    }
}

/// What is called on the engine's objects, or by their names.
#[derive(Default)]
struct Calls(BTreeSet<String>);

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let on = match &*call.receiver {
            Expr::Field(field) => match &field.member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(_) => String::new(),
            },
            _ => String::new(),
        };
        if on == "engine" || on == "run" {
            self.0.insert(call.method.to_string());
        }
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        let names: Vec<String> = path.path.segments.iter().map(|part| part.ident.to_string()).collect();
        if let [.., of, name] = names.as_slice()
            && (of == "FieldBook" || names.starts_with(&["engine".into(), "SyncRun".into()]))
        {
            self.0.insert(name.clone());
        }
    }
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).expect("a directory of sources").flatten();
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.extend(path.extension().is_some_and(|end| end == "rs").then_some(path)),
        }
    }
    files
}

fn parsed(file: &Path) -> syn::File {
    let source = std::fs::read_to_string(file).expect("a source can be read");
    syn::parse_file(&source).expect("a source is Rust")
}
