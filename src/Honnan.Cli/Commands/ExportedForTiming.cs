using Honnan.Data;
using Honnan.Inference.Benchmarking;
using Honnan.Learning.Benchmarking;

namespace Honnan.Cli.Commands;

/// <summary>A benchmark's net as files for ONNX Runtime, made when first asked for; they go with this object.</summary>
internal sealed class ExportedForTiming(NetBenchmark benchmark) : IDisposable
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("honnan-benchmark-").FullName);
    private readonly Dictionary<bool, string> _files = [];

    /// <summary>The file of the net in float32 or in 8 bits.</summary>
    public string File(bool int8, CancellationToken stop)
    {
        if (!_files.TryGetValue(int8, out string? path))
        {
            path = Path.Combine(_folder.Value, int8 ? "int8.onnx" : "float32.onnx");
            byte[] model = int8
                ? OnnxBenchmark.ToInt8(System.IO.File.ReadAllBytes(File(int8: false, stop)), new PictureSize(benchmark.Width, benchmark.Height), stop)
                : benchmark.Export();
            System.IO.File.WriteAllBytes(path, model);
            _files.Add(int8, path);
        }

        return path;
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
    }
}
