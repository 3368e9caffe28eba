using System.Diagnostics;
using Honnan.Data;
using Honnan.Inference.Files;
using Honnan.Inference.Quantizing;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.Benchmarking;

/// <summary>Times an exported net's passes by ONNX Runtime on random pictures.</summary>
public static class OnnxBenchmark
{
    private const int WarmUp = 2;
    private const int Calibrated = 2;

    /// <summary>Seconds of every timed pass.</summary>
    /// <param name="model">The model's file.</param>
    /// <param name="size">Of the pictures.</param>
    /// <param name="batch">Pictures a pass.</param>
    /// <param name="steps">Passes that are timed.</param>
    /// <param name="threads">Threads of one operation; 0 for one a core.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InputException">The file is no model.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IReadOnlyList<double> Run(string model, PictureSize size, int batch, int steps, int threads, CancellationToken stop)
    {
        using var session = new OnnxSession(OnnxModelFile.Open(model), threads);
        return Run(session, size, batch, steps, stop);
    }

    /// <summary>The same of a session that is there.</summary>
    internal static IReadOnlyList<double> Run(OnnxSession session, PictureSize size, int batch, int steps, CancellationToken stop)
    {
        float[] pictures = Random(batch, size);
        double[] seconds = new double[steps];
        for (int i = -WarmUp; i < steps; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            session.Run(pictures, batch, size, WantedOutputs.Logits, stop);
            if (i >= 0)
            {
                seconds[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            }
        }

        return seconds;
    }

    /// <summary>A float32 model with every layer but the head in 8 bits, fit to be timed and for nothing else: its ranges are random pictures'.</summary>
    /// <param name="model">The float32 model's file.</param>
    /// <param name="size">Of the pictures.</param>
    /// <param name="stop">Ends the work.</param>
    public static byte[] ToInt8(byte[] model, PictureSize size, CancellationToken stop) =>
        new Int8Quantizer(OnnxModelFile.Read("float32.onnx", model)).Plain([.. Enumerable.Range(0, Calibrated).Select(_ => RandomView(size))], stop);

    private static ViewPixels RandomView(PictureSize size)
    {
        byte[] rgb = new byte[checked((int)(3 * size.Area))];
        new Random(1).NextBytes(rgb);
        return new ViewPixels(rgb, size);
    }

    private static float[] Random(int batch, PictureSize size)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, checked((int)(batch * 3 * size.Area))).Select(_ => (2 * random.NextSingle()) - 1)];
    }
}
