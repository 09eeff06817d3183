//! The IR as text, for golden files and messages.

use std::fmt::{self, Display, Formatter, Write};

use super::{
    ArrayKind, Block, Elements, Expr, ExprKind, Kernel, Literal, LoopId, Origin, Output, Param,
    SiteKind, Stmt, StmtKind, VarId,
};

impl Display for Kernel {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "kernel {}(", self.name)?;
        for (position, param) in self.params.iter().enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            match *param {
                Param::Scalar(var) => write!(
                    f,
                    "{separator}{}: {}",
                    self.name_of(var),
                    self.var(var).ty.name()
                )?,
                Param::Array(id) => {
                    let array = self.array(id);
                    let reference = if array.mutable { "&mut " } else { "&" };
                    write!(
                        f,
                        "{separator}{}: {reference}[{}",
                        array.name,
                        array.element.name()
                    )?;
                    if let Some(length) = array.length() {
                        write!(f, "; {}", length.0)?;
                    }
                    f.write_char(']')?;
                }
            }
        }
        f.write_char(')')?;
        if let Some(result) = &self.result {
            write!(f, " -> {}", self.output_type(result))?;
        }
        f.write_char('\n')?;
        for (position, var) in self.vars.iter().enumerate() {
            if let Origin::Const(path) = &var.origin {
                writeln!(
                    f,
                    "  const {}#{position}: {} = {path}",
                    var.name,
                    var.ty.name()
                )?;
            }
        }
        for array in &self.arrays {
            if let ArrayKind::Table { path, len } = &array.kind {
                let element = array.element.name();
                writeln!(f, "  const {}: [{element}; {}] = {path}", array.name, len.0)?;
            }
        }
        self.block(f, &self.body, 1)?;
        if let Some(result) = &self.result {
            writeln!(f, "  result {}", self.output(result))?;
        }
        if !self.sites.is_empty() {
            writeln!(f, "sites")?;
        }
        for (position, site) in self.sites.iter().enumerate() {
            write!(f, "  @{position} ")?;
            match &site.kind {
                SiteKind::Index { array, text } => writeln!(f, "index {array}[{text}]")?,
                SiteKind::Divide => writeln!(f, "divide")?,
                SiteKind::Assert { text } => writeln!(f, "assert {text}")?,
            }
        }
        Ok(())
    }
}

impl Kernel {
    /// An expression as text.
    pub fn show<'a>(&'a self, expr: &'a Expr) -> impl Display + 'a {
        Shown { kernel: self, expr }
    }

    /// A result's type as text.
    fn output_type(&self, output: &Output) -> String {
        match output {
            Output::Scalar(value) => value.ty.name().to_owned(),
            Output::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.output_type(part)).collect();
                format!("({})", parts.join(", "))
            }
            Output::Array(array) => format!("[{}]", self.array(*array).element.name()),
        }
    }

    /// A result as text.
    fn output(&self, output: &Output) -> String {
        match output {
            Output::Scalar(value) => self.show(value).to_string(),
            Output::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.output(part)).collect();
                format!("({})", parts.join(", "))
            }
            Output::Array(array) => self.array(*array).name.to_string(),
        }
    }

    /// The name, with the number that tells it from others of that name.
    fn name_of(&self, var: VarId) -> String {
        format!("{}#{}", self.var(var).name, var.0)
    }

    fn loop_name(&self, id: LoopId) -> String {
        format!("'{}#{}", self.loops[id.index()].name, id.0)
    }

    fn block(&self, f: &mut Formatter<'_>, block: &Block, depth: usize) -> fmt::Result {
        block.iter().try_for_each(|stmt| self.stmt(f, stmt, depth))
    }

    fn stmt(&self, f: &mut Formatter<'_>, stmt: &Stmt, depth: usize) -> fmt::Result {
        write!(f, "{:1$}", "", 2 * depth)?;
        match &stmt.kind {
            StmtKind::Let { var, value } => {
                let mutable = if self.var(*var).mutable { "mut " } else { "" };
                write!(
                    f,
                    "let {mutable}{}: {}",
                    self.name_of(*var),
                    self.var(*var).ty.name()
                )?;
                match value {
                    Some(value) => writeln!(f, " = {}", self.show(value)),
                    None => writeln!(f),
                }
            }
            StmtKind::Assign { var, value } => {
                writeln!(f, "{} = {}", self.name_of(*var), self.show(value))
            }
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                let name = &self.array(*array).name;
                writeln!(
                    f,
                    "{name}[{}]@{} = {}",
                    self.show(index),
                    site.0,
                    self.show(value)
                )
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                writeln!(f, "if {}", self.show(cond))?;
                self.block(f, then, depth + 1)?;
                if !otherwise.is_empty() {
                    writeln!(f, "{:1$}else", "", 2 * depth)?;
                    self.block(f, otherwise, depth + 1)?;
                }
                Ok(())
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                writeln!(
                    f,
                    "{}: for {}: {} in {}..{}",
                    self.loop_name(*id),
                    self.name_of(*var),
                    self.var(*var).ty.name(),
                    self.show(start),
                    self.show(end)
                )?;
                self.block(f, body, depth + 1)
            }
            StmtKind::Loop { id, body } => {
                writeln!(f, "{}: loop", self.loop_name(*id))?;
                self.block(f, body, depth + 1)
            }
            StmtKind::Break(id) => writeln!(f, "break {}", self.loop_name(*id)),
            StmtKind::Continue(id) => writeln!(f, "continue {}", self.loop_name(*id)),
            StmtKind::Assert { cond, site } => writeln!(f, "assert@{} {}", site.0, self.show(cond)),
            StmtKind::Check { index, len, site } => {
                let (index, len) = (self.show(index), self.show(len));
                writeln!(f, "check@{} {index} < {len}", site.0)
            }
            StmtKind::LetArray { array, values } => {
                let array = self.array(*array);
                write!(f, "let {}: [{}", array.name, array.element.name())?;
                if let Some(length) = array.length() {
                    write!(f, "; {}", length.0)?;
                }
                match values {
                    Elements::Repeat(value) => writeln!(f, "] = [{}; _]", self.show(value)),
                    Elements::List(values) => {
                        let values: Vec<String> = values
                            .iter()
                            .map(|value| self.show(value).to_string())
                            .collect();
                        writeln!(f, "] = [{}]", values.join(", "))
                    }
                }
            }
            StmtKind::Swap(a, b) => {
                writeln!(f, "swap {}, {}", self.array(*a).name, self.array(*b).name)
            }
            StmtKind::Stage(id) => writeln!(f, "stage {}", id.0),
        }
    }
}

struct Shown<'a> {
    kernel: &'a Kernel,
    expr: &'a Expr,
}

impl Shown<'_> {
    /// An operand of an infix operator, in brackets where it is one itself.
    fn operand(&self, f: &mut Formatter<'_>, expr: &Expr) -> fmt::Result {
        let infix = match &expr.kind {
            ExprKind::Op { op, .. } => is_sign(op.row().name),
            ExprKind::Cast(_) => true,
            _ => false,
        };
        if infix {
            write!(f, "({})", self.kernel.show(expr))
        } else {
            write!(f, "{}", self.kernel.show(expr))
        }
    }
}

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kernel = self.kernel;
        match &self.expr.kind {
            ExprKind::Literal(Literal::Bool(value)) => write!(f, "{value}"),
            ExprKind::Literal(Literal::Int(value)) => write!(f, "{value}{}", self.expr.ty.name()),
            ExprKind::Literal(Literal::Float(digits)) => {
                write!(f, "{digits}{}", self.expr.ty.name())
            }
            ExprKind::Var(var) => f.write_str(&kernel.name_of(*var)),
            ExprKind::Len(array) => write!(f, "{}.len", kernel.array(*array).name),
            ExprKind::Load { array, index, site } => {
                write!(
                    f,
                    "{}[{}]@{}",
                    kernel.array(*array).name,
                    kernel.show(index),
                    site.0
                )
            }
            ExprKind::Op { op, args, site } => {
                let name = op.row().name;
                match args.as_slice() {
                    [left, right] if is_sign(name) => {
                        self.operand(f, left)?;
                        write!(f, " {name}")?;
                        if let Some(site) = site {
                            write!(f, "@{}", site.0)?;
                        }
                        f.write_char(' ')?;
                        self.operand(f, right)
                    }
                    args => {
                        write!(f, "{name}(")?;
                        for (position, arg) in args.iter().enumerate() {
                            let separator = if position == 0 { "" } else { ", " };
                            write!(f, "{separator}{}", kernel.show(arg))?;
                        }
                        f.write_char(')')
                    }
                }
            }
            ExprKind::Cast(value) => {
                self.operand(f, value)?;
                write!(f, " as {}", self.expr.ty.name())
            }
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => write!(
                f,
                "select({}, {}, {})",
                kernel.show(cond),
                kernel.show(then),
                kernel.show(otherwise)
            ),
        }
    }
}

fn is_sign(name: &str) -> bool {
    name != "!" && !name.starts_with(char::is_alphabetic)
}
