//! The machine: variables, memory and the walk over statements.

use kernel_compiler::ir::{
    ArrayId, Block, Elements, Expr, ExprKind, Kernel, LoopId, Output, Scalar, SiteId, Stmt,
    StmtKind, VarId,
};

use super::ops::{Outcome, apply, overflows};
use super::value::Value;
use super::{Fault, Stop, Touch, Watch};

/// How control leaves a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// On to the next.
    Next,
    /// To the end of that loop.
    Break(LoopId),
    /// To the end of that loop's round.
    Continue(LoopId),
}

/// The state of a run.
#[derive(Clone, Debug)]
pub struct Machine<'k> {
    kernel: &'k Kernel,
    /// The scalars; what has no value yet has none.
    pub vars: Vec<Option<Value>>,
    /// The arrays' elements.
    pub memory: Vec<Vec<Value>>,
    /// Which memory each array's name stands for.
    pub named: Vec<usize>,
    /// The loops around, outermost first, with the round each is in.
    pub rounds: Vec<(LoopId, u64)>,
    /// How many statements may yet be run.
    pub fuel: u64,
    /// Whether integers of 64 bits have wrapped: a debug build would have panicked.
    pub wrapped: bool,
}

impl<'k> Machine<'k> {
    /// A machine for a kernel's arguments. `scalars` holds the values of parameters and outer consts, `arrays` those of parameters and
    /// tables.
    pub fn new(
        kernel: &'k Kernel,
        scalars: &[Option<Value>],
        arrays: &[Vec<Value>],
        fuel: u64,
    ) -> Machine<'k> {
        let mut vars = scalars.to_vec();
        vars.resize(kernel.vars.len(), None);
        let mut memory = arrays.to_vec();
        memory.resize(kernel.arrays.len(), Vec::new());
        Machine {
            kernel,
            vars,
            memory,
            named: (0..kernel.arrays.len()).collect(),
            rounds: Vec::new(),
            fuel,
            wrapped: false,
        }
    }

    /// The kernel.
    pub fn kernel(&self) -> &'k Kernel {
        self.kernel
    }

    /// A variable's value.
    pub fn var(&self, var: VarId) -> Result<Value, Stop> {
        self.vars
            .get(var.index())
            .copied()
            .flatten()
            .ok_or_else(|| broken(format!("`{}` has no value here", self.kernel.var(var).name)))
    }

    /// An array's length.
    pub fn len(&self, array: ArrayId) -> usize {
        self.elements(array).len()
    }

    /// An array's elements.
    pub fn elements(&self, array: ArrayId) -> &[Value] {
        &self.memory[self.named[array.index()]]
    }

    /// Gives a variable a value of its type.
    pub fn assign(&mut self, var: VarId, value: Value) -> Result<(), Stop> {
        let wanted = self.kernel.var(var).ty;
        if value.ty() != wanted {
            let name = &self.kernel.var(var).name;
            return Err(broken(format!(
                "`{name}` of type {} is given {value}",
                wanted.name()
            )));
        }
        if self.vars.len() <= var.index() {
            self.vars.resize(var.index() + 1, None);
        }
        self.vars[var.index()] = Some(value);
        Ok(())
    }

    /// Runs the kernel's own body; the result is what its last expression is made of.
    pub fn run<W: Watch>(&mut self, watch: &mut W) -> Result<Vec<Value>, Stop> {
        let kernel = self.kernel;
        self.sequence(&kernel.body, watch)?;
        self.result(watch)
    }

    /// The scalars and elements of the kernel's result, from left to right.
    pub fn result<W: Watch>(&mut self, watch: &mut W) -> Result<Vec<Value>, Stop> {
        let mut values = Vec::new();
        if let Some(output) = &self.kernel.result {
            self.output(output, &mut values, watch)?;
        }
        Ok(values)
    }

    fn output<W: Watch>(
        &mut self,
        output: &Output,
        values: &mut Vec<Value>,
        watch: &mut W,
    ) -> Result<(), Stop> {
        match output {
            Output::Scalar(value) => values.push(self.value(value, watch)?),
            Output::Array(array) => values.extend_from_slice(self.elements(*array)),
            Output::Tuple(parts) => {
                for part in parts {
                    self.output(part, values, watch)?;
                }
            }
        }
        Ok(())
    }

    /// Runs a block that control leaves at its end.
    pub fn sequence<W: Watch>(&mut self, block: &Block, watch: &mut W) -> Result<(), Stop> {
        match self.block(block, watch)? {
            Flow::Next => Ok(()),
            Flow::Break(_) | Flow::Continue(_) => Err(broken(
                "control leaves a block that is no loop's".to_owned(),
            )),
        }
    }

    /// Runs a block.
    pub fn block<W: Watch>(&mut self, block: &Block, watch: &mut W) -> Result<Flow, Stop> {
        for stmt in block {
            let flow = self.stmt(stmt, watch)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn stmt<W: Watch>(&mut self, stmt: &Stmt, watch: &mut W) -> Result<Flow, Stop> {
        self.burn()?;
        match &stmt.kind {
            StmtKind::Let { var, value } => match value {
                Some(value) => {
                    let value = self.value(value, watch)?;
                    self.assign(*var, value)?;
                }
                None => self.vars[var.index()] = None,
            },
            StmtKind::Assign { var, value } => {
                let value = self.value(value, watch)?;
                self.assign(*var, value)?;
            }
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                let index = self.index(index, watch)?;
                let value = self.value(value, watch)?;
                if value.ty() != self.kernel.array(*array).element {
                    return Err(broken(format!(
                        "{value} is stored to an array of another type"
                    )));
                }
                let memory = self.touch(*array, index, *site, true, watch)?;
                self.memory[memory][index] = value;
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let arm = if self.truth(cond, watch)? {
                    then
                } else {
                    otherwise
                };
                return self.block(arm, watch);
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                let start = self.value(start, watch)?;
                let end = self.value(end, watch)?;
                return self.counted(*id, *var, [start, end], body, watch);
            }
            StmtKind::Loop { id, body } => {
                watch.enter(self, *id)?;
                let mut round = 0;
                loop {
                    self.burn()?;
                    let flow = self.round(*id, round, body, watch)?;
                    round += 1;
                    if let Some(flow) = self.after(*id, flow) {
                        watch.leave(self, *id, round)?;
                        return Ok(flow);
                    }
                }
            }
            StmtKind::Break(id) => return Ok(Flow::Break(*id)),
            StmtKind::Continue(id) => return Ok(Flow::Continue(*id)),
            StmtKind::Assert { cond, site } => {
                if !self.truth(cond, watch)? {
                    return Err(Stop::Fault(Fault::Assert(*site)));
                }
            }
            StmtKind::Check { index, len, site } => {
                let index = self.index(index, watch)?;
                let len = self.index(len, watch)?;
                if index >= len {
                    return Err(Stop::Fault(Fault::Index {
                        site: *site,
                        index,
                        len,
                    }));
                }
            }
            StmtKind::LetArray { array, values } => self.introduce(*array, values, watch)?,
            StmtKind::Swap(a, b) => self.named.swap(a.index(), b.index()),
            StmtKind::Stage(stage) => watch.stage(self, *stage)?,
            // A statement that is new to the IR has to be told here what it means.
            #[allow(unreachable_patterns)]
            other => {
                return Err(broken(format!(
                    "the interpreter does not know the statement {other:?}"
                )));
            }
        }
        Ok(Flow::Next)
    }

    /// A local array comes to be.
    fn introduce<W: Watch>(
        &mut self,
        array: ArrayId,
        values: &Elements,
        watch: &mut W,
    ) -> Result<(), Stop> {
        let length = self
            .kernel
            .array(array)
            .length()
            .and_then(|length| length.known());
        let elements = match (values, length) {
            (Elements::List(values), _) => values
                .iter()
                .map(|value| self.value(value, watch))
                .collect::<Result<Vec<_>, _>>()?,
            (Elements::Repeat(value), Some(length)) => {
                vec![self.value(value, watch)?; length as usize]
            }
            (Elements::Repeat(_), None) => {
                return Err(broken("a local array's length is not known".to_owned()));
            }
        };
        let memory = self.named[array.index()];
        self.memory[memory] = elements;
        Ok(())
    }

    /// A loop from `start` to `end`.
    fn counted<W: Watch>(
        &mut self,
        id: LoopId,
        var: VarId,
        [start, end]: [Value; 2],
        body: &Block,
        watch: &mut W,
    ) -> Result<Flow, Stop> {
        let ty = self.kernel.var(var).ty;
        let (Some(first), Some(end)) = (start.exact(), end.exact()) else {
            return Err(broken("a range is not over integers".to_owned()));
        };
        watch.enter(self, id)?;
        let mut counter = first;
        let mut round = 0;
        while counter < end {
            self.burn()?;
            let value = Value::integer(counter, ty)
                .ok_or_else(|| broken("a counter is a bool".to_owned()))?;
            self.assign(var, value)?;
            let flow = self.round(id, round, body, watch)?;
            round += 1;
            if let Some(flow) = self.after(id, flow) {
                watch.leave(self, id, round)?;
                return Ok(flow);
            }
            counter += 1;
        }
        watch.leave(self, id, round)?;
        Ok(Flow::Next)
    }

    fn round<W: Watch>(
        &mut self,
        id: LoopId,
        round: u64,
        body: &Block,
        watch: &mut W,
    ) -> Result<Flow, Stop> {
        self.rounds.push((id, round));
        let flow = self.block(body, watch)?;
        self.rounds.pop();
        Ok(flow)
    }

    /// How control goes on after a loop whose round has ended so; nothing where the loop goes on.
    fn after(&self, id: LoopId, flow: Flow) -> Option<Flow> {
        match flow {
            Flow::Next => None,
            Flow::Continue(target) if target == id => None,
            Flow::Break(target) if target == id => Some(Flow::Next),
            outward => Some(outward),
        }
    }

    fn burn(&mut self) -> Result<(), Stop> {
        self.fuel = self.fuel.checked_sub(1).ok_or(Stop::Exhausted)?;
        Ok(())
    }

    fn touch<W: Watch>(
        &mut self,
        array: ArrayId,
        index: usize,
        site: SiteId,
        write: bool,
        watch: &mut W,
    ) -> Result<usize, Stop> {
        let memory = self.named[array.index()];
        let len = self.memory[memory].len();
        watch.access(
            self,
            Touch {
                site,
                array,
                memory,
                index,
                len,
                write,
            },
        )?;
        if index >= len {
            return Err(Stop::Fault(Fault::Index { site, index, len }));
        }
        Ok(memory)
    }

    fn truth<W: Watch>(&mut self, cond: &Expr, watch: &mut W) -> Result<bool, Stop> {
        self.value(cond, watch)?
            .truth()
            .ok_or_else(|| broken("a condition is no bool".to_owned()))
    }

    fn index<W: Watch>(&mut self, index: &Expr, watch: &mut W) -> Result<usize, Stop> {
        self.value(index, watch)?
            .index()
            .ok_or_else(|| broken("an index is no usize".to_owned()))
    }

    /// An expression's value.
    pub fn value<W: Watch>(&mut self, expr: &Expr, watch: &mut W) -> Result<Value, Stop> {
        let value = match &expr.kind {
            ExprKind::Literal(literal) => Value::literal(literal, expr.ty),
            ExprKind::Var(var) => {
                let value = self.var(*var)?;
                watch.read(self, expr, *var, value)?;
                Some(value)
            }
            ExprKind::Len(array) => Some(Value::Usize(self.len(*array))),
            ExprKind::Load { array, index, site } => {
                let index = self.index(index, watch)?;
                let memory = self.touch(*array, index, *site, false, watch)?;
                Some(self.memory[memory][index])
            }
            ExprKind::Op { op, args, site } => {
                let args = args
                    .iter()
                    .map(|arg| self.value(arg, watch))
                    .collect::<Result<Vec<_>, _>>()?;
                self.wrapped |= args[0].ty().bytes() == 8 && overflows(*op, &args);
                match (apply(*op, &args), site) {
                    (Outcome::Gives(value), _) => Some(value),
                    (Outcome::CannotDivide, Some(site)) => {
                        return Err(Stop::Fault(Fault::Divide(*site)));
                    }
                    (Outcome::CannotDivide, None) => {
                        return Err(broken("a division that fails has no site".to_owned()));
                    }
                    (Outcome::Unknown, _) => {
                        return Err(broken(format!(
                            "the interpreter does not know `{}` on {args:?}",
                            op.row().name
                        )));
                    }
                }
            }
            ExprKind::Cast(value) => self.value(value, watch)?.cast(expr.ty),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => {
                let cond = self.truth(cond, watch)?;
                let (then, otherwise) = (self.value(then, watch)?, self.value(otherwise, watch)?);
                Some(if cond { then } else { otherwise })
            }
            #[allow(unreachable_patterns)]
            other => {
                return Err(broken(format!(
                    "the interpreter does not know the expression {other:?}"
                )));
            }
        };
        value
            .filter(|value| type_of(*value) == expr.ty)
            .ok_or_else(|| {
                broken(format!(
                    "an expression of type {} has another's value: {expr:?}",
                    expr.ty.name()
                ))
            })
    }
}

fn type_of(value: Value) -> Scalar {
    value.ty()
}

fn broken(what: String) -> Stop {
    Stop::Broken(what)
}
