#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_a_0: f32,
    v_x_a0: __k::In<'k, f32>,
    v_y_a1: __k::Out<'k, f32>,
    start_0: usize,
    end_0: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial0 = ();
#[inline(always)]
unsafe fn __body0<S: __k::Level>(
    s: S,
    stage: &__Stage0<'_>,
    part: &__k::Space,
) -> Result<__Partial0, __k::Fault> {
    #[inline(always)]
    unsafe fn __step<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_x_a0: *const f32,
        v_y_a1: *mut f32,
        v_a_0: f32,
    ) -> Result<(), __k::Fault> {
        unsafe {
            {
                let value: __k::Vector<S, f32> = __k::Number::add(
                    __k::Number::mul(
                        __k::Vector::splat(s, v_a_0),
                        {
                            let at = base;
                            if FULL {
                                __k::Vector::load(s, v_x_a0.wrapping_add(at))
                            } else {
                                __k::Vector::load_masked(s, mask, v_x_a0.wrapping_add(at))
                            }
                        },
                    ),
                    {
                        let at = base;
                        if FULL {
                            __k::Vector::load(s, v_y_a1.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_y_a1.wrapping_add(at))
                        }
                    },
                );
                let at = base;
                if FULL {
                    value.store(v_y_a1.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_y_a1.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_x_a0: *const f32 = stage.v_x_a0.ptr();
        let v_x_a0_len: usize = stage.v_x_a0.len();
        let v_y_a1: *mut f32 = stage.v_y_a1.ptr();
        let v_y_a1_len: usize = stage.v_y_a1.len();
        let v_a_0: f32 = stage.v_a_0;
        let start_0: usize = stage.start_0;
        let first: usize = start_0.wrapping_add(part.lo[0] as usize);
        let count: usize = part.hi[0] - part.lo[0];
        for block in 0..count / S::LANES {
            __step::<
                S,
                true,
            >(s, s.all(), first.wrapping_add(block * S::LANES), v_x_a0, v_y_a1, v_a_0)?;
        }
        let done = count / S::LANES * S::LANES;
        if done < count {
            __step::<
                S,
                false,
            >(
                s,
                s.first(count - done),
                first.wrapping_add(done),
                v_x_a0,
                v_y_a1,
                v_a_0,
            )?;
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter0, gang = 2, body = __body0, stage = __Stage0, partial = __Partial0
}
#[inline]
fn __host(
    request: __k::Request,
    v_a_0: f32,
    v_x_a0: __k::In<'_, f32>,
    v_y_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let v_y_a1_len: usize = v_y_a1.len();
    {
        let stage = __Stage0 {
            v_a_0,
            v_x_a0,
            v_y_a1,
            start_0: 0usize,
            end_0: v_y_a1_len,
            borrow: ::core::marker::PhantomData,
        };
        let partial = match __k::launch(&__KERNEL, &stage, request) {
            Ok(partial) => partial,
            Err(error) => return Err(error),
        };
    }
    Ok(())
}
fn __survey<V: __k::Survey>(
    survey: &mut V,
    v_a_0: f32,
    v_x_a0: __k::In<'_, f32>,
    v_y_a1: __k::Out<'_, f32>,
) -> Result<(), __k::Error> {
    let v_x_a0_len: usize = v_x_a0.len();
    let v_y_a1_len: usize = v_y_a1.len();
    let stage = __Stage0 {
        v_a_0,
        v_x_a0,
        v_y_a1,
        start_0: 0usize,
        end_0: v_y_a1_len,
        borrow: ::core::marker::PhantomData,
    };
    __k::Survey::stage(survey, &stage, true)?;
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = false;
    const DIMS: usize = 1usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::Some(0usize);
    const SIMPLE_WORK: bool = true;
    #[inline]
    fn space(&self) -> __k::Space {
        __k::Space::new([
            (if self.start_0 < self.end_0 {
                (self.end_0 as u64).wrapping_sub(self.start_0 as u64) as usize
            } else {
                0usize
            }),
        ])
    }
    #[inline]
    fn check(&self) -> Result<(), __k::Fault> {
        if __k::Stage::space(self).is_empty() {
            return Ok(());
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128).add(__k::Exact::new(self.v_y_a1.len() as i128)),
            self.v_x_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: index,
                len: self.v_x_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_y_a1.len() as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_y_a1.len() as f64);
        work.ops32[__k::Class::Mul as usize] = (self.v_y_a1.len() as f64);
        work.contiguous = (self.v_y_a1.len() as f64) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = 0.0f64;
        work.streamed = (self.v_y_a1.len() as f64) * 12f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 0.0f64;
        work.footprint = (self.v_y_a1.len() as f64) * 8f64;
        work.reads = (self.v_x_a0.len() as f64) * 4f64
            + (self.v_y_a1.len() as f64) * 4f64;
        work.writes = (self.v_y_a1.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(__k::Fingerprint::of([self.v_y_a1.len() as u64]))
    }
    #[inline]
    unsafe fn run(
        &self,
        isa: __k::Isa,
        part: &__k::Space,
    ) -> Result<__Partial0, __k::Fault> {
        unsafe { __enter0(isa, self, part) }
    }
    #[inline]
    fn identity() -> __Partial0 {
        ()
    }
    #[inline]
    fn combine(first: __Partial0, second: __Partial0) -> __Partial0 {
        ()
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_x_a0.roams() || self.v_y_a1.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_x_a0.whereabouts() | self.v_y_a1.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.read(self.v_x_a0.held());
        arrays.write(unsafe { self.v_y_a1.held() }, true);
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[],
            read: &[(0, 0, &[(1, &[0])]), (1, 0, &[(1, &[0])])],
            written: &[(1, 0, &[(1, &[0])])],
            anywhere: [&[], &[]],
        };
        let values = [];
        let starts = [self.start_0 as i128];
        REACH
            .name(
                (&values, &starts, &[self.v_x_a0.len(), self.v_y_a1.len()]),
                part,
                reaches,
            );
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
