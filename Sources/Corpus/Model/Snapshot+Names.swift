/// Finding documents by what people call them.
extension Snapshot {
    /// The first of `documents(named:)`.
    public func document(named name: String) -> Document? { documents(named: name).first }

    /// The documents that `name` names: the one with this id; else those of the file with this path or absolute path;
    /// else those of the only file whose path ends so, from a slash on. A name may also be an ``Address``.
    ///
    /// - Complexity: O(files), and O(log n) in the number of records in files of many.
    public func documents(named name: String) -> [Document] {
        if let address = Address(parsing: name) { return documents(at: address) }
        let bytes = Array(name.utf8)
        let recordHashes = Self.recordHashes(bytes)
        let records = records(recordHashes)
        let identified = records.filter { $0.id == name }
        guard identified.isEmpty else { return identified }
        let ofFile = documents { bytes.elementsEqual($0) || bytes.elementsEqual($1) }
        guard ofFile.isEmpty else { return ofFile }
        let ending = [UInt8(ascii: "/")] + bytes
        let ofEnding = documents { _, file in
            ending.count <= file.count && ending.elementsEqual(file.suffix(ending.count))
        }
        let all = ofEnding + records.filter { $0.id.hasSuffix("/" + name) }
        return Set(all.map(\.file)).count == 1 ? all : []
    }

    /// The hashes of what can be a record's own id in a name: all of it, or what follows a `#`.
    private static func recordHashes(_ name: [UInt8]) -> [UInt32] {
        var starts = [0]
        for (index, byte) in name.enumerated() where byte == UInt8(ascii: "#") { starts.append(index + 1) }
        // Nobody's id has so many of them.
        return starts.prefix(64).map { start in
            name[start...].withUnsafeBytes { UInt32(truncatingIfNeeded: XXH64.hash($0) >> 32) }
        }
    }

    private func records(_ hashes: [UInt32]) -> [Document] {
        segments.flatMap { live in
            hashes.flatMap { live.segment.documents(withRecordHash: $0) }
                .filter { !live.deleted.contains($0) }
                .map { live.segment[$0] }
        }
    }

    /// The documents of the files whose path and absolute path are taken, in the order of the files.
    private func documents(ofFiles isTaken: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool) -> [Document] {
        var found: [Document] = []
        for live in segments {
            for file in live.files {
                let path = live.segment.fileBytes(file, SegmentLayout.FileWord.nameRange)
                guard isTaken(path, live.segment.filePath(file)) else { continue }
                let documents = live.segment.documents(ofFile: file).filter { !live.deleted.contains($0) }
                found += documents.map { live.segment[$0] }
            }
        }
        return found.sorted { $0.segment.precedes($0.number, $1.segment, $1.number) }
    }
}

extension Segment {
    /// The documents whose own id may have this hash.
    fileprivate func documents(withRecordHash hash: UInt32) -> [Int] {
        var (low, high) = (0, columns.records.count)
        while low < high {
            let middle = (low + high) / 2
            if columns.records.word(middle, 0) < Int(hash) { low = middle + 1 } else { high = middle }
        }
        var found: [Int] = []
        while low < columns.records.count, columns.records.word(low, 0) == Int(hash) {
            let number = columns.records.word(low, 1)
            if number < documentCount { found.append(number) } else { noteDamage() }
            low += 1
        }
        return found
    }
}
