using Honnan.Data;
using Microsoft.ML.OnnxRuntime;

namespace Honnan.Inference.Sessions;

/// <summary>
/// Keeps ONNX Runtime to itself: its builds tell their maker of their use, and write a number by which the machine is
/// known to the user's cache.
/// </summary>
internal static class OnnxTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    static OnnxTelemetry()
    {
        // The library asks the C library's environment, which .NET's own does not reach on Unix.
        if (OperatingSystem.IsWindows())
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
        else
        {
            NativeEnvironment.Set(Variable, "1");
        }

        OrtEnv.Instance().DisableTelemetryEvents();
    }

    /// <summary>To be called before the first session is made.</summary>
    public static void TurnOff()
    {
        // The constructor has done it.
    }
}
