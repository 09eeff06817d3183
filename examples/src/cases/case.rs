//! The macro that makes a [`Case`](super::Case) of a kernel and its arguments.

/// Makes a [`Case`](crate::cases::Case): a struct that holds the arguments, and its [`Instance`](crate::cases::Instance).
/// The kernel must be in scope under its name. In `call`, each argument is a `&mut` to the field of that name.
///
/// With `faults`, each line names what is wrong, the fields that it spoils, and how: the plain function must panic then.
/// `at_entry` promises that it is found before anything is written, `under_way` does not.
#[macro_export]
macro_rules! case {
    (
        $kernel:ident, |$n:ident, $data:ident| { $($setup:tt)* }
        arguments { $($field:ident: $ty:ty = $value:expr;)* }
        elements $elements:expr;
        call ($($arg:expr),* $(,)?) $(-> $ret:ty)?;
        writes [$($out:ident),*];
        $(faults {
            $($when:ident $what:literal |$($spoilt:ident),*| $spoil:expr;)*
        })?
    ) => {{
        struct Arguments {
            $($field: $ty,)*
            elements: usize,
            returned: Option<$crate::case!(@return $($ret)?)>,
        }

        // Kernels that return nothing share the code of those that do.
        #[allow(clippy::unit_arg, unused_variables)]
        impl $crate::cases::Instance for Arguments {
            fn elements(&self) -> usize {
                self.elements
            }

            fn plain(&mut self) {
                let Arguments { $($field,)* returned, .. } = self;
                *returned = Some($kernel($($arg),*));
            }

            fn dispatch(&mut self) -> Result<(), ::kernel_runtime::Error> {
                let Arguments { $($field,)* returned, .. } = self;
                *returned = Some($kernel::dispatch($($arg),*)?);
                Ok(())
            }

            fn dispatch_on(&mut self, variant: ::kernel_runtime::Variant) -> Result<(), ::kernel_runtime::Error> {
                let Arguments { $($field,)* returned, .. } = self;
                *returned = Some($kernel::dispatch_on(variant, $($arg),*)?);
                Ok(())
            }

            fn explain(&mut self) -> ::kernel_runtime::Explanation {
                let Arguments { $($field,)* .. } = self;
                $kernel::explain($($arg),*)
            }

            fn outputs(&self) -> Vec<$crate::cases::Values> {
                #[allow(unused_mut)]
                let mut outputs = vec![$($crate::cases::Values::from(&self.$out[..])),*];
                if let Some(returned) = self.returned {
                    $crate::cases::Returned::append(returned, &mut outputs);
                }
                outputs
            }
        }

        #[allow(unused_variables, clippy::unused_unit)]
        fn build($n: usize, $data: &mut $crate::cases::Data) -> Arguments {
            $($setup)*
            Arguments {
                elements: $elements,
                $($field: $value,)*
                returned: None,
            }
        }

        fn make(n: usize, data: &mut $crate::cases::Data) -> Box<dyn $crate::cases::Instance> {
            Box::new(build(n, data))
        }

        $crate::cases::Case {
            name: stringify!($kernel),
            kernel: $kernel::KERNEL,
            make,
            faults: &[$($(
                $crate::cases::Fault {
                    what: $what,
                    at_entry: $crate::case!(@$when),
                    make: {
                        #[allow(unused_variables)]
                        fn make($n: usize, $data: &mut $crate::cases::Data) -> Box<dyn $crate::cases::Instance> {
                            let mut arguments = build($n, $data);
                            let Arguments { $($spoilt,)* .. } = &mut arguments;
                            $spoil;
                            Box::new(arguments)
                        }
                        make
                    },
                },
            )*)?],
        }
    }};
    (@return) => { () };
    (@return $ret:ty) => { $ret };
    (@at_entry) => { true };
    (@under_way) => { false };
}
