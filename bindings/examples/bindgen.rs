//! UniFFI's generator in the version that made the library; see `bindings/generate`.

fn main() {
    uniffi::uniffi_bindgen_main()
}
