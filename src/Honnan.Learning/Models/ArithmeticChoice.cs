using System.Globalization;
using System.Text.Json;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// Chooses how a net computes where that is left open: by a few steps that are timed once for each net, size of pictures,
/// processor and number of threads, and remembered in the user's cache. What the processor has no instructions for is not tried:
/// it is known to be several times slower. Among kinds that are as fast, float32 comes before bfloat16 and channels last before plain.
/// </summary>
public static class ArithmeticChoice
{
    private const string FileName = "arithmetic.json";
    private const int LargestSide = 256; // beyond it the same kind is the fastest, and steps take long
    private const double AsFast = 1.05; // times the fastest: less than that is noise
    private static readonly Lock Gate = new();

    // Also where the cache cannot be written: one process goes by one choice.
    private static readonly Dictionary<string, Dictionary<string, double>> Known = new(StringComparer.Ordinal);

    /// <summary>The kind of arithmetic for a net on a device: what is asked for, and the fastest where that leaves a choice.</summary>
    /// <param name="net">Its name.</param>
    /// <param name="learns">Whether its stages are trained.</param>
    /// <param name="side">Shorter side of its pictures, in pixels.</param>
    /// <param name="device">Where it computes. On others than the processor nothing is timed.</param>
    /// <param name="asked">May hold auto.</param>
    public static Arithmetic Of(string net, bool learns, int side, Device device, Arithmetic asked) => Of(net, learns, side, device, asked, UserCache.Folder);

    internal static Arithmetic Of(string net, bool learns, int side, Device device, Arithmetic asked, string cache)
    {
        if (device.type != DeviceType.CPU)
        {
            return new Arithmetic(Processor.Resolve(asked.Precision, device), asked.Layout == MemoryLayout.Auto ? MemoryLayout.ChannelsLast : asked.Layout);
        }

        Arithmetic[] kinds = [.. Precisions(asked.Precision).SelectMany(precision => LayoutsOf(asked.Layout).Select(layout => new Arithmetic(precision, layout)))];
        return kinds.Length == 1 ? kinds[0] : Fastest(net, learns, Math.Min(side, LargestSide), kinds, Path.Combine(cache, FileName));
    }

    private static Precision[] Precisions(Precision asked) =>
        asked != Precision.Auto ? [asked] : Processor.MultipliesBfloat16 ? [Precision.Float32, Precision.Bfloat16] : [Precision.Float32];

    private static MemoryLayout[] LayoutsOf(MemoryLayout asked) => asked != MemoryLayout.Auto ? [asked] : [MemoryLayout.ChannelsLast, MemoryLayout.Plain];

    private static Arithmetic Fastest(string net, bool learns, int side, Arithmetic[] kinds, string file)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{net}, {(learns ? "training" : "inference")} at {side}, {get_num_threads()} threads, {Processor.Name}, libtorch {__version__}");
        lock (Gate)
        {
            string known = $"{file}, {key}";
            Dictionary<Arithmetic, double>? remembered = (Kept(file) is { } kept ? Times(kept, key, kinds) : null) ?? Times(Known, known, kinds);
            if (remembered is not null)
            {
                return Best(remembered, kinds);
            }

            Dictionary<Arithmetic, double> times = ArithmeticTrial.Time(net, learns, side, kinds);
            TorchRuntime.GiveBackFreed();
            Dictionary<string, Dictionary<string, double>> all = Kept(file) ?? new(StringComparer.Ordinal);
            if (Times(all, key, kinds) is { } others)
            {
                return Best(others, kinds); // another process was there first: all go by the same
            }

            Dictionary<string, double> timed = all.GetValueOrDefault(key) ?? new(StringComparer.Ordinal);
            foreach ((Arithmetic kind, double seconds) in times)
            {
                timed[Word(kind)] = seconds;
            }

            all[key] = Known[known] = timed;
            Keep(file, all);
            return Best(times, kinds);
        }
    }

    private static Arithmetic Best(Dictionary<Arithmetic, double> times, Arithmetic[] kinds)
    {
        double least = times.Values.Min();
        return kinds.First(kind => times[kind] <= AsFast * least);
    }

    private static Dictionary<Arithmetic, double>? Times(Dictionary<string, Dictionary<string, double>> kept, string key, Arithmetic[] kinds) =>
        kept.TryGetValue(key, out Dictionary<string, double>? times) && times is not null && kinds.All(kind => times.ContainsKey(Word(kind)))
            ? kinds.ToDictionary(kind => kind, kind => times[Word(kind)])
            : null;

    private static string Word(Arithmetic kind) => JsonNamingPolicy.CamelCase.ConvertName($"{kind.Precision}") + ", " + JsonNamingPolicy.CamelCase.ConvertName($"{kind.Layout}");

    /// <summary>What was timed before; null where nothing was, or it cannot be read: it is made anew then.</summary>
    private static Dictionary<string, Dictionary<string, double>>? Kept(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(File.ReadAllText(file), StrictJson.Options) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Keep(string file, Dictionary<string, Dictionary<string, double>> all)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            AtomicFile.WriteText(file, StrictJson.Write(all));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written: the next process times anew.
        }
    }
}
