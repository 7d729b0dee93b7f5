#![deny(warnings)]

use genai_runtime::chain_step;

#[chain_step]
unsafe fn read(pointer: *const u8) -> u8 {
    unsafe { *pointer }
}

#[chain_step]
extern "C" fn add(left: u8, right: u8) -> u8 {
    left + right
}

fn main() {
    let value = 7;
    assert_eq!(unsafe { read(&value) }, 7);
    assert_eq!(add(1, 2), 3);
}
