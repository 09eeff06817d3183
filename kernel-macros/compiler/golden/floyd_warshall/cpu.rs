#[derive(Clone, Copy)]
struct __Stage0<'k> {
    v_n_0: usize,
    v_k_1: usize,
    v_path_a0: __k::Out<'k, i32>,
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
    unsafe {
        let v_path_a0: *mut i32 = stage.v_path_a0.ptr();
        let v_path_a0_len: usize = stage.v_path_a0.len();
        let v_n_0: usize = stage.v_n_0;
        let v_k_1: usize = stage.v_k_1;
        let start_0: usize = stage.start_0;
        let fits_3: bool = __k::in_bounds(
                __k::Exact::new(0i128),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(-1i128).mul(__k::Exact::new(v_n_0 as i128)))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                v_path_a0_len,
            )
            .is_ok();
        let fits_15: bool = (if __k::is_empty(
            __k::Exact::new(1i128).add(__k::Exact::new(v_k_1 as i128)),
            __k::Exact::new(v_n_0 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(1i128).add(__k::Exact::new(v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    ),
                v_path_a0_len,
            )
        })
            .is_ok();
        let fits_19: bool = __k::in_bounds(
                __k::Exact::new(v_k_1 as i128),
                __k::Exact::new(-1i128)
                    .mul(__k::Exact::new(v_n_0 as i128))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                v_path_a0_len,
            )
            .is_ok();
        for point_0 in part.lo[0]..part.hi[0] {
            let v_i_2: usize = start_0.wrapping_add(point_0 as usize);
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_path_a0: *mut i32,
                    v_path_a0_len: usize,
                    v_n_0: usize,
                    v_k_1: usize,
                    fits_3: bool,
                    v_i_2: usize,
                ) -> Result<(), __k::Fault> {
                    unsafe {
                        let v_through_4: __k::Vector<S, i32> = __k::Number::add(
                            __k::Vector::splat(
                                s,
                                {
                                    let at: usize = v_n_0
                                        .wrapping_mul(v_i_2)
                                        .wrapping_add(v_k_1);
                                    *v_path_a0.wrapping_add(at)
                                },
                            ),
                            {
                                let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                                if FULL {
                                    __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                } else {
                                    __k::Vector::load_masked(
                                        s,
                                        mask,
                                        v_path_a0.wrapping_add(at),
                                    )
                                }
                            },
                        );
                        {
                            let cond: __k::Mask<S> = __k::Number::lt(
                                v_through_4,
                                {
                                    let at = v_n_0.wrapping_mul(v_i_2).wrapping_add(base);
                                    if FULL {
                                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                    } else {
                                        __k::Vector::load_masked(
                                            s,
                                            mask,
                                            v_path_a0.wrapping_add(at),
                                        )
                                    }
                                },
                            );
                            let mut mask_1: __k::Mask<S> = mask.and(cond);
                            if mask_1.any() {
                                {
                                    let value: __k::Vector<S, i32> = v_through_4;
                                    let at = v_n_0.wrapping_mul(v_i_2).wrapping_add(base);
                                    if !fits_3 {
                                        if let Some(outside) = __k::first_out_of_bounds(
                                            mask_1,
                                            __k::Vector::<S, usize>::linear(s, at, 1usize),
                                            v_path_a0_len,
                                        ) {
                                            return Err(__k::Fault::Index {
                                                site: 3u32,
                                                index: outside as isize as i128,
                                                len: v_path_a0_len,
                                            });
                                        }
                                    }
                                    value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                                }
                            }
                        }
                        Ok(())
                    }
                }
                let start: usize = 0usize;
                let end: usize = v_k_1;
                let first: usize = start;
                let count: usize = (if start < end {
                    (end as u64).wrapping_sub(start as u64) as usize
                } else {
                    0usize
                });
                if count <= 16usize {
                    for done in 0..count {
                        __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_3,
                            v_i_2,
                        )?;
                    }
                } else {
                    for block in 0..count / S::LANES {
                        __step::<
                            S,
                            true,
                        >(
                            s,
                            s.all(),
                            first.wrapping_add(block * S::LANES),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_3,
                            v_i_2,
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
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_3,
                            v_i_2,
                        )?;
                    }
                }
            }
            let v_j_13: usize = v_k_1;
            let v_through_14: i32 = __k::Number::add(
                {
                    let at: usize = v_n_0.wrapping_mul(v_i_2).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
                {
                    let at: usize = v_n_0.wrapping_mul(v_k_1).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
            );
            if __k::Number::lt(
                v_through_14,
                {
                    let at: usize = v_n_0.wrapping_mul(v_i_2).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
            ) {
                {
                    let value = v_through_14;
                    {
                        let at: usize = v_n_0.wrapping_mul(v_i_2).wrapping_add(v_k_1);
                        if !fits_19 {
                            if at >= v_path_a0_len {
                                return Err(__k::Fault::Index {
                                    site: 19u32,
                                    index: at as isize as i128,
                                    len: v_path_a0_len,
                                });
                            }
                        }
                        *v_path_a0.wrapping_add(at) = value;
                    }
                }
            }
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_path_a0: *mut i32,
                    v_path_a0_len: usize,
                    v_n_0: usize,
                    v_k_1: usize,
                    fits_15: bool,
                    v_i_2: usize,
                ) -> Result<(), __k::Fault> {
                    unsafe {
                        let v_through_12: __k::Vector<S, i32> = __k::Number::add(
                            __k::Vector::splat(
                                s,
                                {
                                    let at: usize = v_n_0
                                        .wrapping_mul(v_i_2)
                                        .wrapping_add(v_k_1);
                                    *v_path_a0.wrapping_add(at)
                                },
                            ),
                            {
                                let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                                if FULL {
                                    __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                } else {
                                    __k::Vector::load_masked(
                                        s,
                                        mask,
                                        v_path_a0.wrapping_add(at),
                                    )
                                }
                            },
                        );
                        {
                            let cond: __k::Mask<S> = __k::Number::lt(
                                v_through_12,
                                {
                                    let at = v_n_0.wrapping_mul(v_i_2).wrapping_add(base);
                                    if FULL {
                                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                    } else {
                                        __k::Vector::load_masked(
                                            s,
                                            mask,
                                            v_path_a0.wrapping_add(at),
                                        )
                                    }
                                },
                            );
                            let mut mask_1: __k::Mask<S> = mask.and(cond);
                            if mask_1.any() {
                                {
                                    let value: __k::Vector<S, i32> = v_through_12;
                                    let at = v_n_0.wrapping_mul(v_i_2).wrapping_add(base);
                                    if !fits_15 {
                                        if let Some(outside) = __k::first_out_of_bounds(
                                            mask_1,
                                            __k::Vector::<S, usize>::linear(s, at, 1usize),
                                            v_path_a0_len,
                                        ) {
                                            return Err(__k::Fault::Index {
                                                site: 15u32,
                                                index: outside as isize as i128,
                                                len: v_path_a0_len,
                                            });
                                        }
                                    }
                                    value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                                }
                            }
                        }
                        Ok(())
                    }
                }
                let start: usize = __k::Number::add(v_k_1, 1usize);
                let end: usize = v_n_0;
                let first: usize = start;
                let count: usize = (if start < end {
                    (end as u64).wrapping_sub(start as u64) as usize
                } else {
                    0usize
                });
                if count <= 16usize {
                    for done in 0..count {
                        __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_15,
                            v_i_2,
                        )?;
                    }
                } else {
                    for block in 0..count / S::LANES {
                        __step::<
                            S,
                            true,
                        >(
                            s,
                            s.all(),
                            first.wrapping_add(block * S::LANES),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_15,
                            v_i_2,
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
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_15,
                            v_i_2,
                        )?;
                    }
                }
            }
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter0, gang = 2, body = __body0, stage = __Stage0, partial = __Partial0
}
#[derive(Clone, Copy)]
struct __Stage1<'k> {
    v_n_0: usize,
    v_k_1: usize,
    v_i_8: usize,
    v_path_a0: __k::Out<'k, i32>,
    start_0: usize,
    end_0: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial1 = ();
#[inline(always)]
unsafe fn __body1<S: __k::Level>(
    s: S,
    stage: &__Stage1<'_>,
    part: &__k::Space,
) -> Result<__Partial1, __k::Fault> {
    #[inline(always)]
    unsafe fn __step<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_path_a0: *mut i32,
        v_path_a0_len: usize,
        v_n_0: usize,
        v_k_1: usize,
        fits_11: bool,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_through_10: __k::Vector<S, i32> = __k::Number::add(
                __k::Vector::splat(
                    s,
                    {
                        let at: usize = v_n_0.wrapping_mul(v_k_1).wrapping_add(v_k_1);
                        *v_path_a0.wrapping_add(at)
                    },
                ),
                {
                    let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                    if FULL {
                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                    } else {
                        __k::Vector::load_masked(s, mask, v_path_a0.wrapping_add(at))
                    }
                },
            );
            {
                let cond: __k::Mask<S> = __k::Number::lt(
                    v_through_10,
                    {
                        let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                        if FULL {
                            __k::Vector::load(s, v_path_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_path_a0.wrapping_add(at))
                        }
                    },
                );
                let mut mask_1: __k::Mask<S> = mask.and(cond);
                if mask_1.any() {
                    {
                        let value: __k::Vector<S, i32> = v_through_10;
                        let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                        if !fits_11 {
                            if let Some(outside) = __k::first_out_of_bounds(
                                mask_1,
                                __k::Vector::<S, usize>::linear(s, at, 1usize),
                                v_path_a0_len,
                            ) {
                                return Err(__k::Fault::Index {
                                    site: 11u32,
                                    index: outside as isize as i128,
                                    len: v_path_a0_len,
                                });
                            }
                        }
                        value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                    }
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_path_a0: *mut i32 = stage.v_path_a0.ptr();
        let v_path_a0_len: usize = stage.v_path_a0.len();
        let v_n_0: usize = stage.v_n_0;
        let v_k_1: usize = stage.v_k_1;
        let v_i_8: usize = stage.v_i_8;
        let start_0: usize = stage.start_0;
        let fits_11: bool = __k::in_bounds(
                __k::Exact::new(v_n_0 as i128).mul(__k::Exact::new(v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                v_path_a0_len,
            )
            .is_ok();
        let first: usize = start_0.wrapping_add(part.lo[0] as usize);
        let count: usize = part.hi[0] - part.lo[0];
        for block in 0..count / S::LANES {
            __step::<
                S,
                true,
            >(
                s,
                s.all(),
                first.wrapping_add(block * S::LANES),
                v_path_a0,
                v_path_a0_len,
                v_n_0,
                v_k_1,
                fits_11,
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
                v_path_a0,
                v_path_a0_len,
                v_n_0,
                v_k_1,
                fits_11,
            )?;
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter1, gang = 2, body = __body1, stage = __Stage1, partial = __Partial1
}
#[derive(Clone, Copy)]
struct __Stage2<'k> {
    v_n_0: usize,
    v_k_1: usize,
    v_i_8: usize,
    v_path_a0: __k::Out<'k, i32>,
    start_0: usize,
    end_0: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial2 = ();
#[inline(always)]
unsafe fn __body2<S: __k::Level>(
    s: S,
    stage: &__Stage2<'_>,
    part: &__k::Space,
) -> Result<__Partial2, __k::Fault> {
    #[inline(always)]
    unsafe fn __step<S: __k::Level, const FULL: bool>(
        s: S,
        mask: __k::Mask<S>,
        base: usize,
        v_path_a0: *mut i32,
        v_path_a0_len: usize,
        v_n_0: usize,
        v_k_1: usize,
        fits_23: bool,
    ) -> Result<(), __k::Fault> {
        unsafe {
            let v_through_16: __k::Vector<S, i32> = __k::Number::add(
                __k::Vector::splat(
                    s,
                    {
                        let at: usize = v_n_0.wrapping_mul(v_k_1).wrapping_add(v_k_1);
                        *v_path_a0.wrapping_add(at)
                    },
                ),
                {
                    let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                    if FULL {
                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                    } else {
                        __k::Vector::load_masked(s, mask, v_path_a0.wrapping_add(at))
                    }
                },
            );
            {
                let cond: __k::Mask<S> = __k::Number::lt(
                    v_through_16,
                    {
                        let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                        if FULL {
                            __k::Vector::load(s, v_path_a0.wrapping_add(at))
                        } else {
                            __k::Vector::load_masked(s, mask, v_path_a0.wrapping_add(at))
                        }
                    },
                );
                let mut mask_1: __k::Mask<S> = mask.and(cond);
                if mask_1.any() {
                    {
                        let value: __k::Vector<S, i32> = v_through_16;
                        let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                        if !fits_23 {
                            if let Some(outside) = __k::first_out_of_bounds(
                                mask_1,
                                __k::Vector::<S, usize>::linear(s, at, 1usize),
                                v_path_a0_len,
                            ) {
                                return Err(__k::Fault::Index {
                                    site: 23u32,
                                    index: outside as isize as i128,
                                    len: v_path_a0_len,
                                });
                            }
                        }
                        value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                    }
                }
            }
            Ok(())
        }
    }
    unsafe {
        let v_path_a0: *mut i32 = stage.v_path_a0.ptr();
        let v_path_a0_len: usize = stage.v_path_a0.len();
        let v_n_0: usize = stage.v_n_0;
        let v_k_1: usize = stage.v_k_1;
        let v_i_8: usize = stage.v_i_8;
        let start_0: usize = stage.start_0;
        let fits_23: bool = __k::in_bounds(
                __k::Exact::new(1i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(v_n_0 as i128))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    ),
                v_path_a0_len,
            )
            .is_ok();
        let first: usize = start_0.wrapping_add(part.lo[0] as usize);
        let count: usize = part.hi[0] - part.lo[0];
        for block in 0..count / S::LANES {
            __step::<
                S,
                true,
            >(
                s,
                s.all(),
                first.wrapping_add(block * S::LANES),
                v_path_a0,
                v_path_a0_len,
                v_n_0,
                v_k_1,
                fits_23,
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
                v_path_a0,
                v_path_a0_len,
                v_n_0,
                v_k_1,
                fits_23,
            )?;
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter2, gang = 2, body = __body2, stage = __Stage2, partial = __Partial2
}
#[derive(Clone, Copy)]
struct __Stage3<'k> {
    v_n_0: usize,
    v_k_1: usize,
    v_path_a0: __k::Out<'k, i32>,
    start_0: usize,
    end_0: usize,
    borrow: ::core::marker::PhantomData<&'k ()>,
}
type __Partial3 = ();
#[inline(always)]
unsafe fn __body3<S: __k::Level>(
    s: S,
    stage: &__Stage3<'_>,
    part: &__k::Space,
) -> Result<__Partial3, __k::Fault> {
    unsafe {
        let v_path_a0: *mut i32 = stage.v_path_a0.ptr();
        let v_path_a0_len: usize = stage.v_path_a0.len();
        let v_n_0: usize = stage.v_n_0;
        let v_k_1: usize = stage.v_k_1;
        let start_0: usize = stage.start_0;
        let fits_7: bool = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(v_k_1 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(v_n_0 as i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    ),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(-1i128).mul(__k::Exact::new(v_n_0 as i128)))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_n_0 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                v_path_a0_len,
            )
        })
            .is_ok();
        let fits_31: bool = __k::in_bounds(
                __k::Exact::new(1i128)
                    .add(__k::Exact::new(v_n_0 as i128))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_n_0 as i128)),
                    ),
                v_path_a0_len,
            )
            .is_ok();
        let fits_35: bool = __k::in_bounds(
                __k::Exact::new(v_n_0 as i128)
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .mul(__k::Exact::new(v_n_0 as i128))
                    .add(
                        __k::Exact::new(v_n_0 as i128)
                            .mul(__k::Exact::new(v_n_0 as i128)),
                    )
                    .add(__k::Exact::new(v_k_1 as i128)),
                v_path_a0_len,
            )
            .is_ok();
        for point_0 in part.lo[0]..part.hi[0] {
            let v_i_5: usize = start_0.wrapping_add(point_0 as usize);
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_path_a0: *mut i32,
                    v_path_a0_len: usize,
                    v_n_0: usize,
                    v_k_1: usize,
                    fits_7: bool,
                    v_i_5: usize,
                ) -> Result<(), __k::Fault> {
                    unsafe {
                        let v_through_7: __k::Vector<S, i32> = __k::Number::add(
                            __k::Vector::splat(
                                s,
                                {
                                    let at: usize = v_n_0
                                        .wrapping_mul(v_i_5)
                                        .wrapping_add(v_k_1);
                                    *v_path_a0.wrapping_add(at)
                                },
                            ),
                            {
                                let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                                if FULL {
                                    __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                } else {
                                    __k::Vector::load_masked(
                                        s,
                                        mask,
                                        v_path_a0.wrapping_add(at),
                                    )
                                }
                            },
                        );
                        {
                            let cond: __k::Mask<S> = __k::Number::lt(
                                v_through_7,
                                {
                                    let at = v_n_0.wrapping_mul(v_i_5).wrapping_add(base);
                                    if FULL {
                                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                    } else {
                                        __k::Vector::load_masked(
                                            s,
                                            mask,
                                            v_path_a0.wrapping_add(at),
                                        )
                                    }
                                },
                            );
                            let mut mask_1: __k::Mask<S> = mask.and(cond);
                            if mask_1.any() {
                                {
                                    let value: __k::Vector<S, i32> = v_through_7;
                                    let at = v_n_0.wrapping_mul(v_i_5).wrapping_add(base);
                                    if !fits_7 {
                                        if let Some(outside) = __k::first_out_of_bounds(
                                            mask_1,
                                            __k::Vector::<S, usize>::linear(s, at, 1usize),
                                            v_path_a0_len,
                                        ) {
                                            return Err(__k::Fault::Index {
                                                site: 7u32,
                                                index: outside as isize as i128,
                                                len: v_path_a0_len,
                                            });
                                        }
                                    }
                                    value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                                }
                            }
                        }
                        Ok(())
                    }
                }
                let start: usize = 0usize;
                let end: usize = v_k_1;
                let first: usize = start;
                let count: usize = (if start < end {
                    (end as u64).wrapping_sub(start as u64) as usize
                } else {
                    0usize
                });
                if count <= 16usize {
                    for done in 0..count {
                        __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_7,
                            v_i_5,
                        )?;
                    }
                } else {
                    for block in 0..count / S::LANES {
                        __step::<
                            S,
                            true,
                        >(
                            s,
                            s.all(),
                            first.wrapping_add(block * S::LANES),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_7,
                            v_i_5,
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
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_7,
                            v_i_5,
                        )?;
                    }
                }
            }
            let v_j_21: usize = v_k_1;
            let v_through_22: i32 = __k::Number::add(
                {
                    let at: usize = v_n_0.wrapping_mul(v_i_5).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
                {
                    let at: usize = v_n_0.wrapping_mul(v_k_1).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
            );
            if __k::Number::lt(
                v_through_22,
                {
                    let at: usize = v_n_0.wrapping_mul(v_i_5).wrapping_add(v_k_1);
                    *v_path_a0.wrapping_add(at)
                },
            ) {
                {
                    let value = v_through_22;
                    {
                        let at: usize = v_n_0.wrapping_mul(v_i_5).wrapping_add(v_k_1);
                        if !fits_35 {
                            if at >= v_path_a0_len {
                                return Err(__k::Fault::Index {
                                    site: 35u32,
                                    index: at as isize as i128,
                                    len: v_path_a0_len,
                                });
                            }
                        }
                        *v_path_a0.wrapping_add(at) = value;
                    }
                }
            }
            {
                #[inline(always)]
                unsafe fn __step<S: __k::Level, const FULL: bool>(
                    s: S,
                    mask: __k::Mask<S>,
                    base: usize,
                    v_path_a0: *mut i32,
                    v_path_a0_len: usize,
                    v_n_0: usize,
                    v_k_1: usize,
                    fits_31: bool,
                    v_i_5: usize,
                ) -> Result<(), __k::Fault> {
                    unsafe {
                        let v_through_20: __k::Vector<S, i32> = __k::Number::add(
                            __k::Vector::splat(
                                s,
                                {
                                    let at: usize = v_n_0
                                        .wrapping_mul(v_i_5)
                                        .wrapping_add(v_k_1);
                                    *v_path_a0.wrapping_add(at)
                                },
                            ),
                            {
                                let at = v_n_0.wrapping_mul(v_k_1).wrapping_add(base);
                                if FULL {
                                    __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                } else {
                                    __k::Vector::load_masked(
                                        s,
                                        mask,
                                        v_path_a0.wrapping_add(at),
                                    )
                                }
                            },
                        );
                        {
                            let cond: __k::Mask<S> = __k::Number::lt(
                                v_through_20,
                                {
                                    let at = v_n_0.wrapping_mul(v_i_5).wrapping_add(base);
                                    if FULL {
                                        __k::Vector::load(s, v_path_a0.wrapping_add(at))
                                    } else {
                                        __k::Vector::load_masked(
                                            s,
                                            mask,
                                            v_path_a0.wrapping_add(at),
                                        )
                                    }
                                },
                            );
                            let mut mask_1: __k::Mask<S> = mask.and(cond);
                            if mask_1.any() {
                                {
                                    let value: __k::Vector<S, i32> = v_through_20;
                                    let at = v_n_0.wrapping_mul(v_i_5).wrapping_add(base);
                                    if !fits_31 {
                                        if let Some(outside) = __k::first_out_of_bounds(
                                            mask_1,
                                            __k::Vector::<S, usize>::linear(s, at, 1usize),
                                            v_path_a0_len,
                                        ) {
                                            return Err(__k::Fault::Index {
                                                site: 31u32,
                                                index: outside as isize as i128,
                                                len: v_path_a0_len,
                                            });
                                        }
                                    }
                                    value.store_masked(mask_1, v_path_a0.wrapping_add(at))
                                }
                            }
                        }
                        Ok(())
                    }
                }
                let start: usize = __k::Number::add(v_k_1, 1usize);
                let end: usize = v_n_0;
                let first: usize = start;
                let count: usize = (if start < end {
                    (end as u64).wrapping_sub(start as u64) as usize
                } else {
                    0usize
                });
                if count <= 16usize {
                    for done in 0..count {
                        __step::<
                            __k::OneLane,
                            true,
                        >(
                            __k::OneLane,
                            __k::Level::all(__k::OneLane),
                            first.wrapping_add(done),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_31,
                            v_i_5,
                        )?;
                    }
                } else {
                    for block in 0..count / S::LANES {
                        __step::<
                            S,
                            true,
                        >(
                            s,
                            s.all(),
                            first.wrapping_add(block * S::LANES),
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_31,
                            v_i_5,
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
                            v_path_a0,
                            v_path_a0_len,
                            v_n_0,
                            v_k_1,
                            fits_31,
                            v_i_5,
                        )?;
                    }
                }
            }
        }
        Ok(())
    }
}
__k::entries! {
    enter = __enter3, gang = 2, body = __body3, stage = __Stage3, partial = __Partial3
}
#[inline]
fn __host(
    request: __k::Request,
    v_n_0: usize,
    v_path_a0: __k::Out<'_, i32>,
) -> Result<(), __k::Error> {
    let v_path_a0_len: usize = v_path_a0.len();
    'loop_0: for v_k_1 in (0usize)..(v_n_0) {
        {
            let stage = __Stage0 {
                v_n_0,
                v_k_1,
                v_path_a0,
                start_0: 0usize,
                end_0: v_k_1,
                borrow: ::core::marker::PhantomData,
            };
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
        }
        let v_i_8: usize = v_k_1;
        {
            let stage = __Stage1 {
                v_n_0,
                v_k_1,
                v_i_8,
                v_path_a0,
                start_0: 0usize,
                end_0: v_k_1,
                borrow: ::core::marker::PhantomData,
            };
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
        }
        let v_j_17: usize = v_k_1;
        let v_through_18: i32 = __k::Number::add(
            {
                let at: usize = __k::Number::add(__k::Number::mul(v_i_8, v_n_0), v_k_1);
                if at >= v_path_a0_len {
                    return Err(
                        __KERNEL
                            .error(__k::Fault::Index {
                                site: 24u32,
                                index: at as isize as i128,
                                len: v_path_a0_len,
                            }),
                    );
                }
                v_path_a0.on_host(&__KERNEL)?[at]
            },
            {
                let at: usize = __k::Number::add(__k::Number::mul(v_k_1, v_n_0), v_j_17);
                if at >= v_path_a0_len {
                    return Err(
                        __KERNEL
                            .error(__k::Fault::Index {
                                site: 25u32,
                                index: at as isize as i128,
                                len: v_path_a0_len,
                            }),
                    );
                }
                v_path_a0.on_host(&__KERNEL)?[at]
            },
        );
        if __k::Number::lt(
            v_through_18,
            {
                let at: usize = __k::Number::add(__k::Number::mul(v_i_8, v_n_0), v_j_17);
                if at >= v_path_a0_len {
                    return Err(
                        __KERNEL
                            .error(__k::Fault::Index {
                                site: 26u32,
                                index: at as isize as i128,
                                len: v_path_a0_len,
                            }),
                    );
                }
                v_path_a0.on_host(&__KERNEL)?[at]
            },
        ) {
            {
                let value = v_through_18;
                {
                    let at: usize = __k::Number::add(
                        __k::Number::mul(v_i_8, v_n_0),
                        v_j_17,
                    );
                    if at >= v_path_a0_len {
                        return Err(
                            __KERNEL
                                .error(__k::Fault::Index {
                                    site: 27u32,
                                    index: at as isize as i128,
                                    len: v_path_a0_len,
                                }),
                        );
                    }
                    unsafe { v_path_a0.on_host_mut(&__KERNEL)?[at] = value }
                }
            }
        }
        {
            let stage = __Stage2 {
                v_n_0,
                v_k_1,
                v_i_8,
                v_path_a0,
                start_0: __k::Number::add(v_k_1, 1usize),
                end_0: v_n_0,
                borrow: ::core::marker::PhantomData,
            };
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
        }
        {
            let stage = __Stage3 {
                v_n_0,
                v_k_1,
                v_path_a0,
                start_0: __k::Number::add(v_k_1, 1usize),
                end_0: v_n_0,
                borrow: ::core::marker::PhantomData,
            };
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
        }
    }
    Ok(())
}
fn __survey<V: __k::Survey>(
    survey: &mut V,
    v_n_0: usize,
    v_path_a0: __k::Out<'_, i32>,
) -> Result<(), __k::Error> {
    let v_path_a0_len: usize = v_path_a0.len();
    'loop_0: for v_k_1 in (0usize)..(v_n_0) {
        let stage = __Stage0 {
            v_n_0,
            v_k_1,
            v_path_a0,
            start_0: 0usize,
            end_0: v_k_1,
            borrow: ::core::marker::PhantomData,
        };
        __k::Survey::stage(survey, &stage, true)?;
        let v_i_8: usize = v_k_1;
        let stage = __Stage1 {
            v_n_0,
            v_k_1,
            v_i_8,
            v_path_a0,
            start_0: 0usize,
            end_0: v_k_1,
            borrow: ::core::marker::PhantomData,
        };
        __k::Survey::stage(survey, &stage, true)?;
        let v_j_17: usize = v_k_1;
        {
            let at: usize = __k::Number::add(__k::Number::mul(v_i_8, v_n_0), v_k_1);
            if at >= v_path_a0_len {
                return Err(
                    __KERNEL
                        .error(__k::Fault::Index {
                            site: 24u32,
                            index: at as isize as i128,
                            len: v_path_a0_len,
                        }),
                );
            }
        }
        {
            let at: usize = __k::Number::add(__k::Number::mul(v_k_1, v_n_0), v_j_17);
            if at >= v_path_a0_len {
                return Err(
                    __KERNEL
                        .error(__k::Fault::Index {
                            site: 25u32,
                            index: at as isize as i128,
                            len: v_path_a0_len,
                        }),
                );
            }
        }
        let v_through_18: i32 = (0 as i32);
        {}
        {}
        let stage = __Stage2 {
            v_n_0,
            v_k_1,
            v_i_8,
            v_path_a0,
            start_0: __k::Number::add(v_k_1, 1usize),
            end_0: v_n_0,
            borrow: ::core::marker::PhantomData,
        };
        __k::Survey::stage(survey, &stage, true)?;
        let stage = __Stage3 {
            v_n_0,
            v_k_1,
            v_path_a0,
            start_0: __k::Number::add(v_k_1, 1usize),
            end_0: v_n_0,
            borrow: ::core::marker::PhantomData,
        };
        __k::Survey::stage(survey, &stage, true)?;
    }
    Ok(())
}
unsafe impl __k::Stage for __Stage0<'_> {
    type Partial = __Partial0;
    const NUMBER: usize = 0usize;
    const REDUCES: bool = false;
    const DIMS: usize = 1usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::None;
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
        if let Err(value) = __k::in_bounds(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            isize::MAX as usize + 1,
        ) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: value as usize as i128,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_k_1 as i128),
            __k::Exact::new(-1i128)
                .mul(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 0u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128).mul(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 1u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128)
                .add(__k::Exact::new(-1i128).mul(__k::Exact::new(self.v_n_0 as i128)))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 2u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(0i128),
            __k::Exact::new(-1i128)
                .add(__k::Exact::new(-1i128).mul(__k::Exact::new(self.v_n_0 as i128)))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
        ) {
            return Err(__k::Fault::Index {
                site: 3u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(self.v_k_1 as i128),
                __k::Exact::new(-1i128)
                    .mul(__k::Exact::new(self.v_n_0 as i128))
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 12u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(1i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(__k::Exact::new(self.v_n_0 as i128))
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    ),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 13u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    ),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 14u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128),
        ) {
            Ok(())
        } else {
            __k::cannot_wrap(
                __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    ),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 15u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 17u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(self.v_k_1 as i128),
            __k::Exact::new(-1i128)
                .mul(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
        ) {
            return Err(__k::Fault::Index {
                site: 19u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_k_1 as f64);
        work.ops32[__k::Class::Compare as usize] = (self.v_k_1 as f64)
            + (self.v_k_1 as f64) * (self.v_k_1 as f64)
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0);
        work.ops32[__k::Class::Integer as usize] = (self.v_k_1 as f64)
            + (self.v_k_1 as f64) * (self.v_k_1 as f64)
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0);
        work.ops64[__k::Class::Integer as usize] = (self.v_k_1 as f64);
        work.contiguous = (self.v_k_1 as f64) * (self.v_k_1 as f64) * 12f64
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_k_1 as f64) * 2f64
            + (self.v_k_1 as f64) * (self.v_k_1 as f64) * 0.5f64
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 0.5f64;
        work.streamed = 4f64 + (self.v_k_1 as f64) * 132f64
            + (self.v_k_1 as f64) * (self.v_k_1 as f64) * 8f64
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 8f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 4f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = (self.v_k_1 as f64) * 2f64;
        work.footprint = (self.v_n_0 as f64) * 4f64
            + (self.v_n_0 as f64) * (self.v_k_1 as f64) * 4f64;
        work.reads = (self.v_path_a0.len() as f64) * 4f64;
        work.writes = (self.v_path_a0.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_n_0 as u64, self.v_k_1 as u64]),
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
        self.v_path_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_path_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.write(unsafe { self.v_path_a0.held() }, true);
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[
                __k::Counter(&[], &[(1, &[1])]),
                __k::Counter(&[(1, &[]), (1, &[1])], &[(1, &[0])]),
            ],
            read: &[
                (0, 0, &[(1, &[0, 2]), (1, &[1])]),
                (0, 0, &[(1, &[0, 1]), (1, &[3])]),
                (0, 0, &[(1, &[0, 2]), (1, &[3])]),
                (0, 0, &[(1, &[0, 1]), (1, &[4])]),
                (0, 0, &[(1, &[0, 2]), (1, &[4])]),
                (0, 0, &[(1, &[0, 1]), (1, &[1])]),
            ],
            written: &[
                (0, 0, &[(1, &[0, 2]), (1, &[3])]),
                (0, 0, &[(1, &[0, 2]), (1, &[4])]),
                (0, 0, &[(1, &[0, 2]), (1, &[1])]),
            ],
            anywhere: [&[], &[]],
        };
        let values = [self.v_n_0 as i128, self.v_k_1 as i128];
        let starts = [self.start_0 as i128];
        REACH.name((&values, &starts, &[self.v_path_a0.len()]), part, reaches);
    }
}
unsafe impl __k::Stage for __Stage1<'_> {
    type Partial = __Partial1;
    const NUMBER: usize = 1usize;
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
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 8u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128).mul(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 9u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(self.v_n_0 as i128).mul(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
        ) {
            return Err(__k::Fault::Index {
                site: 11u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = (self.v_k_1 as f64);
        work.ops32[__k::Class::Compare as usize] = (self.v_k_1 as f64);
        work.ops32[__k::Class::Integer as usize] = (self.v_k_1 as f64);
        work.contiguous = (self.v_k_1 as f64) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_k_1 as f64) * 0.5f64;
        work.streamed = 4f64 + (self.v_k_1 as f64) * 8f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 0.0f64;
        work.footprint = 4f64 + (self.v_k_1 as f64) * 4f64;
        work.reads = (self.v_path_a0.len() as f64) * 4f64;
        work.writes = (self.v_path_a0.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(__k::Fingerprint::of([self.v_k_1 as u64]))
    }
    #[inline]
    unsafe fn run(
        &self,
        isa: __k::Isa,
        part: &__k::Space,
    ) -> Result<__Partial1, __k::Fault> {
        unsafe { __enter1(isa, self, part) }
    }
    #[inline]
    fn identity() -> __Partial1 {
        ()
    }
    #[inline]
    fn combine(first: __Partial1, second: __Partial1) -> __Partial1 {
        ()
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_path_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_path_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.write(unsafe { self.v_path_a0.held() }, true);
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[],
            read: &[
                (0, 0, &[(1, &[0, 1]), (1, &[1])]),
                (0, 0, &[(1, &[0, 1]), (1, &[2])]),
            ],
            written: &[(0, 0, &[(1, &[0, 1]), (1, &[2])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_n_0 as i128, self.v_k_1 as i128];
        let starts = [self.start_0 as i128];
        REACH.name((&values, &starts, &[self.v_path_a0.len()]), part, reaches);
    }
}
unsafe impl __k::Stage for __Stage2<'_> {
    type Partial = __Partial2;
    const NUMBER: usize = 2usize;
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
        if let Err(value) = __k::in_bounds(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            isize::MAX as usize + 1,
        ) {
            return Err(__k::Fault::Index {
                site: 20u32,
                index: value as usize as i128,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 20u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                ),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 21u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                ),
        ) {
            return Err(__k::Fault::Index {
                site: 23u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0);
        work.ops32[__k::Class::Compare as usize] = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0);
        work.ops32[__k::Class::Integer as usize] = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0);
        work.contiguous = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0) * 0.5f64;
        work.streamed = 4f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 8f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = 0.0f64;
        work.footprint = ((self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
            .max(0.0) * 4f64;
        work.reads = (self.v_path_a0.len() as f64) * 4f64;
        work.writes = (self.v_path_a0.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_n_0 as u64, self.v_k_1 as u64]),
        )
    }
    #[inline]
    unsafe fn run(
        &self,
        isa: __k::Isa,
        part: &__k::Space,
    ) -> Result<__Partial2, __k::Fault> {
        unsafe { __enter2(isa, self, part) }
    }
    #[inline]
    fn identity() -> __Partial2 {
        ()
    }
    #[inline]
    fn combine(first: __Partial2, second: __Partial2) -> __Partial2 {
        ()
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_path_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_path_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.write(unsafe { self.v_path_a0.held() }, true);
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[],
            read: &[
                (0, 0, &[(1, &[0, 1]), (1, &[1])]),
                (0, 0, &[(1, &[0, 1]), (1, &[2])]),
            ],
            written: &[(0, 0, &[(1, &[0, 1]), (1, &[2])])],
            anywhere: [&[], &[]],
        };
        let values = [self.v_n_0 as i128, self.v_k_1 as i128];
        let starts = [self.start_0 as i128];
        REACH.name((&values, &starts, &[self.v_path_a0.len()]), part, reaches);
    }
}
unsafe impl __k::Stage for __Stage3<'_> {
    type Partial = __Partial3;
    const NUMBER: usize = 3usize;
    const REDUCES: bool = false;
    const DIMS: usize = 1usize;
    const LANES: ::core::option::Option<usize> = ::core::option::Option::None;
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
        if let Err(value) = __k::in_bounds(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            isize::MAX as usize + 1,
        ) {
            return Err(__k::Fault::Index {
                site: 4u32,
                index: value as usize as i128,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(value) = __k::in_bounds(
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(1i128).add(__k::Exact::new(self.v_k_1 as i128)),
            isize::MAX as usize + 1,
        ) {
            return Err(__k::Fault::Index {
                site: 4u32,
                index: value as usize as i128,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_1 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(self.v_n_0 as i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .mul(__k::Exact::new(self.v_n_0 as i128))
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_n_0 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 4u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_1 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(self.v_n_0 as i128)
                    .mul(__k::Exact::new(self.v_k_1 as i128)),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 5u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_1 as i128),
        ) {
            Ok(())
        } else {
            __k::in_bounds(
                __k::Exact::new(self.v_n_0 as i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    ),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(-1i128).mul(__k::Exact::new(self.v_n_0 as i128)),
                    )
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_n_0 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
                self.v_path_a0.len(),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 6u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = (if __k::is_empty(
            __k::Exact::new(0i128),
            __k::Exact::new(self.v_k_1 as i128),
        ) {
            Ok(())
        } else {
            __k::cannot_wrap(
                __k::Exact::new(self.v_n_0 as i128)
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_k_1 as i128)),
                    ),
                __k::Exact::new(-1i128)
                    .add(
                        __k::Exact::new(-1i128).mul(__k::Exact::new(self.v_n_0 as i128)),
                    )
                    .add(
                        __k::Exact::new(self.v_n_0 as i128)
                            .mul(__k::Exact::new(self.v_n_0 as i128)),
                    )
                    .add(__k::Exact::new(self.v_k_1 as i128)),
            )
        }) {
            return Err(__k::Fault::Index {
                site: 7u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .mul(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_n_0 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 28u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                ),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 29u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(1i128)
                .add(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_n_0 as i128)),
                ),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 30u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(1i128)
                .add(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_n_0 as i128)),
                ),
        ) {
            return Err(__k::Fault::Index {
                site: 31u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::in_bounds(
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(self.v_n_0 as i128)
                .mul(__k::Exact::new(self.v_k_1 as i128))
                .add(__k::Exact::new(self.v_k_1 as i128)),
            self.v_path_a0.len(),
        ) {
            return Err(__k::Fault::Index {
                site: 33u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        if let Err(index) = __k::cannot_wrap(
            __k::Exact::new(self.v_n_0 as i128)
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_k_1 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
            __k::Exact::new(-1i128)
                .mul(__k::Exact::new(self.v_n_0 as i128))
                .add(
                    __k::Exact::new(self.v_n_0 as i128)
                        .mul(__k::Exact::new(self.v_n_0 as i128)),
                )
                .add(__k::Exact::new(self.v_k_1 as i128)),
        ) {
            return Err(__k::Fault::Index {
                site: 35u32,
                index: index,
                len: self.v_path_a0.len(),
            });
        }
        Ok(())
    }
    #[inline(always)]
    fn work(&self) -> __k::Work {
        let mut work = __k::Work::NONE;
        work.points = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0);
        work.ops32[__k::Class::Compare as usize] = (self.v_k_1 as f64)
            * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0);
        work.ops32[__k::Class::Integer as usize] = (self.v_k_1 as f64)
            * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0);
        work.ops64[__k::Class::Integer as usize] = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0);
        work.contiguous = (self.v_k_1 as f64)
            * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 12f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 12f64;
        work.strided = 0.0f64;
        work.gathered = 0.0f64;
        work.broadcast = (self.v_k_1 as f64)
            * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 0.5f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 2f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 0.5f64;
        work.streamed = 4f64 + (self.v_k_1 as f64) * 4f64
            + (self.v_k_1 as f64)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 8f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0) * 132f64
            + ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                .max(0.0)
                * ((-1f64) + (self.v_n_0 as f64) * 1f64 + (self.v_k_1 as f64) * (-1f64))
                    .max(0.0) * 8f64;
        work.scattered = 0.0f64;
        work.chained = 0.0f64;
        work.folds = ((-1f64) + (self.v_n_0 as f64) * 1f64
            + (self.v_k_1 as f64) * (-1f64))
            .max(0.0) * 2f64;
        work.footprint = ((self.v_n_0 as f64) * (self.v_n_0 as f64) * 1f64
            + (self.v_n_0 as f64) * (self.v_k_1 as f64) * (-1f64))
            .max(0.0) * 4f64;
        work.reads = (self.v_path_a0.len() as f64) * 4f64;
        work.writes = (self.v_path_a0.len() as f64) * 4f64;
        work.guessed = false;
        work
    }
    #[inline(always)]
    fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
        ::core::option::Option::Some(
            __k::Fingerprint::of([self.v_n_0 as u64, self.v_k_1 as u64]),
        )
    }
    #[inline]
    unsafe fn run(
        &self,
        isa: __k::Isa,
        part: &__k::Space,
    ) -> Result<__Partial3, __k::Fault> {
        unsafe { __enter3(isa, self, part) }
    }
    #[inline]
    fn identity() -> __Partial3 {
        ()
    }
    #[inline]
    fn combine(first: __Partial3, second: __Partial3) -> __Partial3 {
        ()
    }
    #[inline]
    fn roams(&self) -> bool {
        self.v_path_a0.roams()
    }
    #[inline]
    fn whereabouts(&self) -> __k::Whereabouts {
        self.v_path_a0.whereabouts()
    }
    fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
        arrays.write(unsafe { self.v_path_a0.held() }, true);
    }
    fn reach(&self, part: &__k::Space, reaches: &mut dyn __k::Reaches) {
        const REACH: __k::Reach = __k::Reach {
            bounded: &[
                __k::Counter(&[], &[(1, &[1])]),
                __k::Counter(&[(1, &[]), (1, &[1])], &[(1, &[0])]),
            ],
            read: &[
                (0, 0, &[(1, &[0, 2]), (1, &[1])]),
                (0, 0, &[(1, &[0, 1]), (1, &[3])]),
                (0, 0, &[(1, &[0, 2]), (1, &[3])]),
                (0, 0, &[(1, &[0, 1]), (1, &[4])]),
                (0, 0, &[(1, &[0, 2]), (1, &[4])]),
                (0, 0, &[(1, &[0, 1]), (1, &[1])]),
            ],
            written: &[
                (0, 0, &[(1, &[0, 2]), (1, &[3])]),
                (0, 0, &[(1, &[0, 2]), (1, &[4])]),
                (0, 0, &[(1, &[0, 2]), (1, &[1])]),
            ],
            anywhere: [&[], &[]],
        };
        let values = [self.v_n_0 as i128, self.v_k_1 as i128];
        let starts = [self.start_0 as i128];
        REACH.name((&values, &starts, &[self.v_path_a0.len()]), part, reaches);
    }
}
