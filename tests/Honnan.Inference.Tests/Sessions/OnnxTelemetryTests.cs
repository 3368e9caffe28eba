using System.Runtime.InteropServices;
using Xunit;

namespace Honnan.Inference.Tests.Sessions;

public sealed partial class OnnxTelemetryTests
{
    [Fact]
    public void OnnxRuntime_WithASession_IsToldToKeepToItself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the environment is one");
        using var predictor = new CountryPredictor(new CountryPredictorOptions { Model = "small.onnx", Threads = 1 }, ExportedNets.SmallFile());

        Assert.Equal("1", Marshal.PtrToStringUTF8(Get("ORT_DISABLE_TELEMETRY")));
    }

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string name);
}
