using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Honnan.Inference.Sessions;

/// <summary>
/// Native memory with a bound: a graph says in a few bytes that a picture is to be made a million times as large, and what
/// asks for more than the bound then ends in an error, not in the end of the process.
/// </summary>
internal static class BoundedMemory
{
    /// <summary>The most that ONNX Runtime's C# API can say, in MiB.</summary>
    public const int MostMiB = 4095;

    /// <summary>The least that is of use, in MiB.</summary>
    public const int LeastMiB = 64;

    // ONNX Runtime lends allocators by its one environment; a session takes the one that stands there while it is made.
    private static readonly Lock Lending = new();

    /// <summary>Makes a session with an arena of its own. An allocator that another part of the program shares by the environment is no longer shared after.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="options">Stay the caller's; they are told of the bound.</param>
    /// <param name="mebibytes">What the session may hold at most: weights, what lies between the layers, and results.</param>
    /// <param name="folded">Bytes that what is computed while loading may have, each by itself; null where the options switch that off.</param>
    /// <exception cref="OnnxRuntimeException">The model is not taken, or its weights alone need more.</exception>
    public static InferenceSession Session(byte[] file, SessionOptions options, int mebibytes, long? folded)
    {
        const int Default = -1;
        using var arena = new OrtArenaCfg(checked((uint)mebibytes << 20), Default, Default, Default);
        using var memory = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        if (folded is { } most)
        {
            options.AddSessionConfigEntry("optimization.constant_folding_max_output_size_in_bytes", most.ToString(CultureInfo.InvariantCulture));
        }

        lock (Lending)
        {
            OrtEnv.Instance().CreateAndRegisterAllocator(memory, arena);
            try
            {
                return new InferenceSession(file, options);
            }
            finally
            {
                OrtEnv.Instance().UnregisterAllocator(memory);
            }
        }
    }

    /// <summary>Whether it was the bound that ended a run. The library has no code for it.</summary>
    public static bool Ended(OnnxRuntimeException error) =>
        error.Message.Contains("Available memory of", StringComparison.Ordinal) || error.Message.Contains("Failed to allocate memory", StringComparison.Ordinal)
        || error.Message.Contains("bad_alloc", StringComparison.Ordinal);
}
