// A zero that the driver cannot see through.
fn kernel_zero() -> u32 {
    return kernel_params.zero;
}

// Claims the record, or leaves it to whoever was first.
fn kernel_fault(kind: u32, site: u32, low: u32, high: u32, negative: u32, len: u32) {
    if (atomicExchange(&kernel_record.claimed, 1u) == 0u) {
        kernel_record.kind = kind;
        kernel_record.site = site;
        kernel_record.low = low;
        kernel_record.high = high;
        kernel_record.negative = negative;
        kernel_record.len = len;
    }
}

// An index out of bounds, in a shader that counts in 32 bits; `negative` is 1 where the index lies below zero.
fn kernel_fault_index32(site: u32, index: u32, negative: u32, len: u32) {
    kernel_fault(0u, site, index, 0u - negative, negative, len);
}
