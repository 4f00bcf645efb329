import Corpus
import JSON
import PluginKit
import Schema
import Wire

extension Core { static func explanation(_ name: String, in corpus: Snapshot) throws(Failure) -> JSON { .null } }
extension Citation { static var documentProperties: [Property] { [] } }
