#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_width_0: usize,
    v_height_1: usize,
    v_limit_2: i32,
    v_out_a0: __k::Out<'k, i32>,
    start_0: usize,
    end_0: usize,
    start_1: usize,
    end_1: usize,
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
        v_out_a0: *mut i32,
        v_width_0: usize,
        v_height_1: usize,
        v_limit_2: i32,
        v_row_3: usize,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_cx_5: __k::Vector<S, f32> = __k::Number::sub(
                __k::Number::mul(
                    __k::Number::div(
                        __k::linear_cast::<S, f32>(s, base, 1usize),
                        __k::Vector::splat(s, (v_width_0 as f32)),
                    ),
                    __k::Vector::splat(s, 3.0f32),
                ),
                __k::Vector::splat(s, 2.0f32),
            );
            let v_cy_6: f32 = __k::Number::sub(
                __k::Number::mul(
                    __k::Number::div((v_row_3 as f32), (v_height_1 as f32)),
                    2.0f32,
                ),
                1.0f32,
            );
            let mut v_x_7: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_y_8: __k::Vector<S, f32> = __k::Vector::splat(s, 0.0f32);
            let mut v_n_9: __k::Vector<S, i32> = __k::Vector::splat(s, 0i32);
            {
                let mut live_2: __k::Mask<S> = mask;
                'loop_2: loop {
                    {
                        let gone: __k::Mask<S> = live_2
                            .and(
                                __k::Number::ge(v_n_9, __k::Vector::splat(s, v_limit_2)),
                            );
                        live_2 = live_2.and_not(gone);
                    }
                    let v_x2_10: __k::Vector<S, f32> = __k::Number::mul(v_x_7, v_x_7);
                    let v_y2_11: __k::Vector<S, f32> = __k::Number::mul(v_y_8, v_y_8);
                    {
                        let gone: __k::Mask<S> = live_2
                            .and(
                                __k::Number::gt(
                                    __k::Number::add(v_x2_10, v_y2_11),
                                    __k::Vector::splat(s, 4.0f32),
                                ),
                            );
                        live_2 = live_2.and_not(gone);
                    }
                    if !live_2.any() {
                        break 'loop_2;
                    }
                    v_y_8 = __k::Number::add(
                        __k::Number::mul(
                            __k::Number::mul(__k::Vector::splat(s, 2.0f32), v_x_7),
                            v_y_8,
                        ),
                        __k::Vector::splat(s, v_cy_6),
                    );
                    v_x_7 = __k::Number::add(__k::Number::sub(v_x2_10, v_y2_11), v_cx_5);
                    {
                        let value: __k::Vector<S, i32> = __k::Number::add(
                            v_n_9,
                            __k::Vector::splat(s, 1i32),
                        );
                        v_n_9 = __k::Value::select(live_2, value, v_n_9);
                    }
                }
            }
            {
                let value: __k::Vector<S, i32> = v_n_9;
                let at = v_width_0.wrapping_mul(v_row_3).wrapping_add(base);
                if FULL {
                    value.store(v_out_a0.wrapping_add(at))
                } else {
                    value.store_masked(mask, v_out_a0.wrapping_add(at))
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_out_a0: *mut i32 = stage.v_out_a0.ptr();
        let v_out_a0_len: usize = stage.v_out_a0.len();
        let v_width_0: usize = stage.v_width_0;
        let v_height_1: usize = stage.v_height_1;
        let v_limit_2: i32 = stage.v_limit_2;
        let start_0: usize = stage.start_0;
        let start_1: usize = stage.start_1;
        for point_0 in part.lo[0]..part.hi[0] {
            let v_row_3: usize = start_0.wrapping_add(point_0 as usize);
            let first: usize = start_1.wrapping_add(part.lo[1] as usize);
            let count: usize = part.hi[1] - part.lo[1];
            for block in 0..count / S::LANES {
                __step::<
                    S,
                    true,
                >(
                    s,
                    s.all(),
                    first.wrapping_add(block * S::LANES),
                    v_out_a0,
                    v_width_0,
                    v_height_1,
                    v_limit_2,
                    v_row_3,
                )?;
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
                    v_out_a0,
                    v_width_0,
                    v_height_1,
                    v_limit_2,
                    v_row_3,
                )?;
            }
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
    v_width_0: usize,
    v_height_1: usize,
    v_limit_2: i32,
    v_out_a0: __k::Out<'_, i32>,
) -> Result<(), __k::Error> {
    let v_out_a0_len: usize = v_out_a0.len();
    {
        let stage = __Stage0 {
            v_width_0,
            v_height_1,
            v_limit_2,
            v_out_a0,
            start_0: 0usize,
            end_0: v_height_1,
            start_1: 0usize,
            end_1: v_width_0,
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
    v_width_0: usize,
    v_height_1: usize,
    v_limit_2: i32,
    v_out_a0: __k::Out<'_, i32>,
) -> Result<(), __k::Error> {
    let v_out_a0_len: usize = v_out_a0.len();
    let stage = __Stage0 {
        v_width_0,
        v_height_1,
        v_limit_2,
        v_out_a0,
        start_0: 0usize,
        end_0: v_height_1,
        start_1: 0usize,
        end_1: v_width_0,
        borrow: ::core::marker::PhantomData,
    };
    __k::Survey::stage(survey, &stage, true)?;
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = false;
    const DIMS: usize = 2usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::Some(1usize);
    #[inline]
    fn space(&self) -> __k::Space {
        __k::Space::new([
            (if self.start_0 < self.end_0 {
                (self.end_0 as u64).wrapping_sub(self.start_0 as u64) as usize
            } else {
                0usize
            }),
            (if self.start_1 < self.end_1 {
                (self.end_1 as u64).wrapping_sub(self.start_1 as u64) as usize
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
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_width_0 as i128)
                        .mul(__k::Exact::new(self.v_height_1 as i128)),
                ),
            self.v_out_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: index,
                len: self.v_out_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_width_0 as f64) * (self.v_height_1 as f64);
        work.ops32[__k::Class::Add as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64) * 129f64;
        work.ops32[__k::Class::Mul as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64) * 129f64;
        work.ops32[__k::Class::Div as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64);
        work.ops32[__k::Class::Compare as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64) * 64f64;
        work.ops32[__k::Class::Integer as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64) * 32f64;
        work.ops64[__k::Class::Convert as usize] = (self.v_width_0 as f64)
            * (self.v_height_1 as f64);
        work.contiguous = (self.v_width_0 as f64) * (self.v_height_1 as f64) * 4f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = 0.0f64;
        work.streamed = (self.v_width_0 as f64) * (self.v_height_1 as f64) * 4f64;
        work.scattered = 0.0f64;
        work.chained = (self.v_width_0 as f64) * (self.v_height_1 as f64) * 96f64;
        work.folds = 0.0f64;
        work.footprint = (self.v_width_0 as f64) * (self.v_height_1 as f64) * 4f64;
        work.reads = 0.0f64;
        work.writes = (self.v_out_a0.len() as f64) * 4f64;
        work.guessed = true;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_width_0 as u64, self.v_height_1 as u64]),
        )
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
        self.v_out_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_out_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays
            .write(
                unsafe { self.v_out_a0.held() },
                __k::Stage::space(self).points() != self.v_out_a0.len(),
            );
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[],
            read: &[],
            written: &[(0, 0, &[(1, &[0, 1]), (1, &[2])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_width_0 as i128];
        let starts = [self.start_0 as i128, self.start_1 as i128];
        REACH.name((&values, &starts, &[self.v_out_a0.len()]), part, reaches);
    }
    __k::collectively! {
        const FAILS : bool = false;
    }
}
