//! The catalogue of errors.

macro_rules! codes {
    ($($name:ident $code:literal $title:literal;)*) => {
        /// What kind of error it is.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {$(
            #[doc = concat!($code, ": ", $title)]
            $name,
        )*}

        impl Code {
            /// All of them, in the order of their codes.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as printed.
            pub fn text(self) -> &'static str {
                match self {$(Code::$name => $code,)*}
            }

            /// What the code stands for.
            pub fn title(self) -> &'static str {
                match self {$(Code::$name => $title,)*}
            }
        }
    };
}

codes! {
    Syntax            "K0001" "not a function the kernel language can read";
    Signature         "K0002" "a parameter or return type outside the kernel language";
    Unsupported       "K0003" "a construct outside the kernel language";
    UnknownName       "K0004" "a name that is not defined in the kernel";
    UnknownFunction   "K0005" "a call to a function that is not part of the kernel language";
    HeapType          "K0006" "a type that lives on the heap";
    Mismatch          "K0007" "two types that do not agree";
    Immutable         "K0008" "an assignment to something immutable";
    Ambiguous         "K0009" "a type that cannot be inferred";
    NoParallelLoop    "K0010" "no loop that could run in parallel";
    CarriedDependence "K0011" "an iteration that needs another's result";
    CarriedVariable   "K0012" "a variable carried from one iteration to the next that is no reduction";
    IndirectWrite     "K0013" "a write to a place known only at run time";
    Attribute         "K0014" "an argument that `#[kernel]` does not know";
    LoopShape         "K0015" "a loop form outside the kernel language";
    Overlap           "K0016" "writes that may overlap";
    Literal           "K0017" "a literal that does not fit its type";
}
