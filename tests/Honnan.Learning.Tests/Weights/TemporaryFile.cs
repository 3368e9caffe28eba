namespace Honnan.Learning.Tests.Weights;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honnan-weights-").FullName;

    public TemporaryFile(string name, byte[]? contents = null)
    {
        Path = System.IO.Path.Combine(_folder, name);
        if (contents is not null)
        {
            File.WriteAllBytes(Path, contents);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
