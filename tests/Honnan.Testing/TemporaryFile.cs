namespace Honnan.Testing;

/// <summary>A file that goes with the test.</summary>
public sealed class TemporaryFile : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A path that ends with the name; without contents, there is no file there yet.</summary>
    public TemporaryFile(string name, byte[]? contents = null) =>
        Path = contents is null ? _folder.At(name) : _folder.Write(name, contents);

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
