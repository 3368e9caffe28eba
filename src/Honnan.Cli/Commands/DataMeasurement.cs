using System.Diagnostics;
using Honnan.Data.Benchmarking;
using Honnan.Data.Curation;
using Honnan.Inference.Benchmarking;
using Honnan.Learning.Benchmarking;

namespace Honnan.Cli.Commands;

/// <summary>Measures the way of a selection's pictures several times over, what is compared in turn.</summary>
internal sealed class DataMeasurement(string folder, int shortSide, int repeats)
{
    private readonly Selection _selection = Selection.Open(folder);

    /// <summary>A row for each thing that a stage compares: its median and best speed.</summary>
    public IEnumerable<Row> Stage(DataStage stage, CancellationToken stop)
    {
        var benchmark = new DataBenchmark(_selection, shortSide);
        return Rows(() => benchmark.Pass(stage, stop));
    }

    /// <summary>Rows of a model's answers, of decoding alone and of its net alone; the first also with its part of what the two allow one after the other.</summary>
    public IEnumerable<Row> Prediction(string model, CancellationToken stop)
    {
        using var benchmark = new PredictionBenchmark(model, _selection);
        Row[] rows = [.. Rows(() => benchmark.Pass(stop)).Select(row => row with { Short = benchmark.ShortSide, Model = model })];
        double bothAlone = 1 / rows[1..].Sum(row => 1 / row.PicturesPerSecond);
        return [rows[0] with { OfBothAlone = Math.Round(rows[0].PicturesPerSecond / bothAlone, 3) }, .. rows[1..]];
    }

    /// <summary>One row: the speed of a net's steps on the pictures, and the time that passed to that of the steps.</summary>
    public IEnumerable<Row> EndToEnd(NetBenchmark net, CancellationToken stop)
    {
        var benchmark = new EndToEndBenchmark(_selection, shortSide, net);
        (int Pictures, double Seconds, double StepSeconds)[] runs = [.. Enumerable.Range(0, repeats).Select(_ => benchmark.Run(stop))];
        double[] ratios = [.. runs.Select(r => r.Seconds / r.StepSeconds).Order()];
        yield return Of("end-to-end", runs[0].Pictures, runs.Select(r => r.Pictures / r.Seconds), PeakMiB()) with
        {
            Net = net.Net,
            Batch = net.Batch,
            Mode = net.Mode,
            WallOverSteps = Math.Round(ratios[ratios.Length / 2], 4),
        };
    }

    private IEnumerable<Row> Rows(Func<IReadOnlyList<DataPass>> pass)
    {
        DataPass[] passes = [.. Enumerable.Range(0, repeats).SelectMany(_ => pass())];
        long peak = PeakMiB();
        return passes.GroupBy(p => p.What).Select(what => Of(what.Key, what.First().Pictures, what.Select(p => p.Pictures / p.Seconds), peak));
    }

    private Row Of(string what, int pictures, IEnumerable<double> speeds, long peak)
    {
        double[] ordered = [.. speeds.Order()];
        return new Row(folder, shortSide, what, Environment.ProcessorCount, pictures, Math.Round(ordered[ordered.Length / 2], 1), Math.Round(ordered[^1], 1), peak);
    }

    private static long PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    /// <summary>A line of the output.</summary>
    internal sealed record Row(string Data, int Short, string Stage, int Cores, int Pictures, double PicturesPerSecond, double Best, long PeakMemoryMiB)
    {
        public string? Net { get; init; }

        public int? Batch { get; init; }

        public BenchmarkMode? Mode { get; init; }

        public double? WallOverSteps { get; init; }

        public string? Model { get; init; }

        public double? OfBothAlone { get; init; }
    }
}
