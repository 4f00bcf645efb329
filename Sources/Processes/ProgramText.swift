import CProcesses

/// The machine code of this program, as it is mapped from its file.
public enum ProgramText {
    /// Lets the system have the pages back that were read so far.
    ///
    /// To start runs some code that answers don't need, strewn over all of it, and the system maps sixteen pages around each
    /// one that is wanted. What is wanted again comes from the system's cache of the file, within some microseconds.
    public static func release() { caspian_release_text() }
}
