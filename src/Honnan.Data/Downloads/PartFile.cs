namespace Honnan.Data.Downloads;

/// <summary>What has come of a file so far, and which version of it that is.</summary>
internal sealed class PartFile(string path)
{
    private string TagPath => Path + ".tag";

    /// <summary>Where the bytes are.</summary>
    public string Path => path;

    /// <summary>Bytes that are there.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>What the server calls the version that the bytes are of; null where it does not say, and the bytes are then of no use.</summary>
    public string? Tag
    {
        get => File.Exists(TagPath) ? File.ReadAllText(TagPath) : null;
        set
        {
            if (value is null)
            {
                File.Delete(TagPath);
            }
            else
            {
                File.WriteAllText(TagPath, value);
            }
        }
    }

    /// <summary>Opens it to write on at its end.</summary>
    public FileStream Open() => new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Removes what has come.</summary>
    public void Forget()
    {
        File.Delete(path);
        File.Delete(TagPath);
    }

    /// <summary>Gives it its final name, once it is on the disk.</summary>
    public void Become(string final)
    {
        using (FileStream stream = File.Open(path, FileMode.Open, FileAccess.Write))
        {
            stream.Flush(flushToDisk: true);
        }

        File.Move(path, final, overwrite: true);
        File.Delete(TagPath);
    }
}
