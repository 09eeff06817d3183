//! Tables, money and numbers.

pub mod argmin;
pub mod bin_lookup;
pub mod civil_date;
pub mod compound_interest;
pub mod count_if;
pub mod count_lines;
pub mod dot;
pub mod fnv_hash;
pub mod gather;
pub mod hamming_distance;
pub mod haversine;
pub mod horner;
pub mod masked_sum;
pub mod monte_carlo_pi;
pub mod moving_average;
pub mod quantized_dot;
pub mod row_crc;
pub mod spmv_csr;
pub mod summary;
pub mod transpose;
