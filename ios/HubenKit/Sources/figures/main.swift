// What a call through the Swift binding costs, beside the least that any foreign call costs. Prints, judges nothing.
import Foundation
import HubenKit

print("figures")
