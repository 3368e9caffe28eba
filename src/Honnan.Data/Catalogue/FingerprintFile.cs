using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>
/// The fingerprints of a catalogue in a temporary file that goes with the process, as they are: one is read in some
/// microseconds, where its row group would have to be unpacked. Ten bytes a picture stay in memory. Reading is for any thread.
/// </summary>
internal sealed class FingerprintFile
{
    private readonly SpillFile _file;
    private readonly PackedColumn<long> _starts = new();
    private readonly PackedColumn<ushort> _lengths = new(); // 0 for none

    private FingerprintFile(SpillFile file) => _file = file;

    /// <summary>A picture's fingerprint, by its place in the catalogue; null where there is none.</summary>
    /// <exception cref="InputException">The temporary file cannot be read.</exception>
    public PictureFingerprint? this[int place]
    {
        get
        {
            if (place >= _lengths.Count || _lengths[place] == 0)
            {
                return null;
            }

            try
            {
                return PictureFingerprint.FromBytes(_file.Read(_starts[place], _lengths[place]));
            }
            catch (IOException error)
            {
                throw new InputException($"cannot read a fingerprint again: {OneLine.Of(error)}", error);
            }
        }
    }

    /// <summary>Copies the fingerprints of a table to a new file.</summary>
    /// <exception cref="InputException">The table cannot be read, or the file not be written.</exception>
    public static FingerprintFile Of(string table)
    {
        SpillFile? file = null;
        try
        {
            file = new SpillFile("fingerprints");
            var fingerprints = new FingerprintFile(file);
            using var reader = new ParquetTableFile(table, [CatalogueTable.Fingerprint]);
            for (int group = 0; group < reader.Groups; group++)
            {
                reader.Read(group, rows =>
                {
                    fingerprints.Add(rows);
                    return rows.Rows;
                });
            }

            return fingerprints;
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is IOException)
            {
                throw new InputException(OneLine.Of(error), error);
            }

            throw;
        }
    }

    private void Add(ParquetGroup rows)
    {
        using var written = new MemoryStream(); // a row group's at once: files take them faster than one by one
        long start = _file.End;
        rows.Texts(CatalogueTable.Fingerprint, (_, luma) =>
        {
            bool right = PictureFingerprint.IsOne(luma.Length);
            _starts.Add(start + written.Length);
            _lengths.Add(right ? (ushort)luma.Length : (ushort)0);
            if (right)
            {
                written.Write(luma);
            }
        });
        _file.Append(written.GetBuffer().AsSpan(0, (int)written.Length));
    }
}
