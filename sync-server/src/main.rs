//! The binary: everything is in the library.

fn main() -> std::process::ExitCode {
    huben_server::main()
}
