/// The records that screens show are the core's own.
@_exported import HubenCore
