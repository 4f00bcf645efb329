import Config
import Corpus
import PluginHost
import Wire

enum Worker {
    static func run(_ name: String, _ plugins: [BuiltInPlugin], _ configuration: Configuration) throws(StartError) {}
}
