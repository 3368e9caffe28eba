using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Benchmarking;
using Honnan.Data.Configuration;
using Honnan.Inference;
using Honnan.Inference.Benchmarking;
using Honnan.Learning.Benchmarking;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Commands;

/// <summary>Times steps of a net by one or several engines, each in a process of its own, in turn.</summary>
internal sealed class BenchmarkCommand : HonnanCommand
{
    private const string Torch = "torch";
    private const string Stock = "torch-stock";
    private const string Onnx = "onnx";
    private const string OnnxInt8 = "onnx-int8";

    // What the engines that have no choice compute in, but for int8.
    private static readonly Arithmetic Others = new(Precision.Float32, MemoryLayout.Plain);

    private readonly Option<string> _net = new("--net") { Description = "torchvision's or timm's name", HelpName = "NAME", DefaultValueFactory = _ => "resnet50" };
    private readonly Option<string> _size = new("--size") { Description = "of the pictures: height x width", HelpName = "HxW", DefaultValueFactory = _ => "256x594" };
    private readonly Option<int> _batch = ValueOptions.Number("--batch", "pictures a step", 8, 1, 1024);
    private readonly Option<string[]> _mode = ValueOptions.Choices("--mode", "what a step does; front: all is frozen but the last stage and the head; explain: Grad-CAM too; repeat the option to compare", ValueOptions.Words<BenchmarkMode>(), ["infer"]);
    private readonly Option<Precision> _precision = ValueOptions.Choice<Precision>("--precision", "type of the convolutions' arithmetic (torch-stock and onnx: float32; onnx-int8: int8)");
    private readonly Option<MemoryLayout> _layout = ValueOptions.Choice<MemoryLayout>("--layout", "of maps in memory (engine torch alone)");
    private readonly Option<string> _device = DeviceOption();
    private readonly Option<string[]> _engine = ValueOptions.Choices("--engine", "torch-stock is TorchSharp as it comes, onnx the exported net in ONNX Runtime; repeat the option to compare", [Torch, Stock, Onnx, OnnxInt8], [Torch]);
    private readonly Option<int> _steps = ValueOptions.Number("--steps", "timed steps of a process", 5, 1, 100_000);
    private readonly Option<int> _repeats = ValueOptions.Number("--repeats", "processes an engine, in turn with the others", 3, 1, 1000);
    private readonly Option<string?> _data = new("--data") { Description = "measures not a net but the way of a selection's pictures", HelpName = "SELECTION" };
    private readonly Option<int> _short = ValueOptions.Number("--short", "with --data: shorter side of the views, in pixels", 256, 32, 2048);
    private readonly Option<DataStage> _stage = ValueOptions.Choice<DataStage>("--stage", "with --data: what is measured");
    private readonly Option<string> _model = new("--model") { Description = "with --stage predict: an exported .onnx file, or a shipped model's name", HelpName = "MODEL", DefaultValueFactory = _ => ShippedModels.Default };
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _worker = new("--worker") { Hidden = true };
    private readonly Option<string?> _exported = new("--exported") { Hidden = true };

    public BenchmarkCommand(CommandOutput output)
        : base(output, "benchmark", "Times training and inference, or the way of a selection's pictures; JSON Lines on standard output.", "honnan benchmark --net resnet50 --size 256x594 --batch 16 --mode front --engine torch --engine torch-stock")
    {
        foreach (Option option in (Option[])[_net, _size, _batch, _mode, _precision, _layout, _device, _engine, _steps, _repeats, _threads, _data, _short, _stage, _model, _worker, _exported])
        {
            Options.Add(option);
        }
    }

    private Option[] OfNets => [_net, _size, _batch, _mode, _precision, _layout, _device, _engine, _steps, _threads];

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        if (parsed.GetValue(_data) is { } data)
        {
            foreach (DataMeasurement.Row row in Rows(parsed, data, stop))
            {
                Output.JsonLine(row);
            }

            return Application.Done;
        }

        RefuseGiven(parsed, [_model, _stage, _short], "without --data");
        NetBenchmark[] benchmarks = Read(parsed);
        NetBenchmark benchmark = benchmarks[0]; // the others differ in the mode alone
        string[] engines = parsed.GetRequiredValue(_engine);
        if (parsed.GetValue(_worker))
        {
            IReadOnlyList<double> seconds = engines[0] == Stock ? benchmark.RunStock()
                : parsed.GetValue(_exported) is { } model ? OnnxBenchmark.Run(model, new PictureSize(benchmark.Width, benchmark.Height), benchmark.Batch, benchmark.Steps, benchmark.Threads, stop)
                : benchmark.Run();
            using var process = Process.GetCurrentProcess();
            Output.JsonLine(new Measured(seconds, process.PeakWorkingSet64 >> 20));
            return Application.Done;
        }

        if (engines.Contains(Stock))
        {
            benchmark.CheckStock(); // before the other engines have taken their time
        }

        using var exported = new ExportedForTiming(benchmark);
        CheckModes(engines, benchmarks);
        TorchSharp.torch.Device device = ComputeDevice.Resolve(benchmark.Device);

        // Here, not in the processes that are measured: choosing takes memory, and each might choose for itself.
        Dictionary<BenchmarkMode, Arithmetic> chosen = benchmarks.ToDictionary(b => b.Mode, b => engines.Contains(Torch) ? b.Chosen(device) : Others);
        var measured = benchmarks.SelectMany(b => engines.Select(engine => (b.Mode, engine))).ToDictionary(pair => pair, _ => new List<Measured>());
        for (int repeat = 0; repeat < parsed.GetValue(_repeats); repeat++)
        {
            foreach (((BenchmarkMode mode, string engine), List<Measured> results) in measured)
            {
                stop.ThrowIfCancellationRequested();
                string? model = engine is Onnx or OnnxInt8 ? exported.File(int8: engine == OnnxInt8, stop) : null;
                results.Add(Measure(parsed, mode, chosen[mode], engine, model, stop));
            }
        }

        foreach (((BenchmarkMode mode, string engine), List<Measured> results) in measured)
        {
            double[] speeds = [.. results.SelectMany(r => r.Seconds).Select(s => benchmark.Batch / s).Order()];
            Arithmetic kind = engine == Torch ? chosen[mode] : Others;
            Output.JsonLine(new Row(
                benchmark.Net, parsed.GetRequiredValue(_size), benchmark.Batch, mode,
                engine == OnnxInt8 ? "int8" : Word(kind.Precision), kind.Layout, engine, Processor.Name, engine == Torch ? $"{device}" : "cpu",
                Math.Round(speeds[speeds.Length / 2], 2), Math.Round(speeds[^1], 2), results.Max(r => r.PeakMemoryMiB)));
        }

        return Application.Done;
    }

    private IEnumerable<DataMeasurement.Row> Rows(ParseResult parsed, string data, CancellationToken stop)
    {
        DataStage stage = parsed.GetValue(_stage);
        Option[] unused = stage switch
        {
            DataStage.EndToEnd => [_model],
            DataStage.Predict => [.. OfNets, _short],
            _ => [.. OfNets, _model],
        };
        RefuseGiven(parsed, unused, $"with --stage {JsonNamingPolicy.KebabCaseLower.ConvertName($"{stage}")}");
        var measurement = new DataMeasurement(data, parsed.GetValue(_short), parsed.GetValue(_repeats));
        return stage switch
        {
            DataStage.EndToEnd => Read(parsed).SelectMany(net => measurement.EndToEnd(net, stop)),
            DataStage.Predict => measurement.Prediction(parsed.GetRequiredValue(_model), stop),
            _ => measurement.Stage(stage, stop),
        };
    }

    /// <exception cref="InputException">One of the options was given.</exception>
    private static void RefuseGiven(ParseResult parsed, Option[] options, string where)
    {
        if (options.FirstOrDefault(parsed.Gives) is { } given)
        {
            throw new InputException($"{given.Name} says nothing {where}: leave it out");
        }
    }

    /// <exception cref="InputException">An engine cannot do what a mode asks.</exception>
    private static void CheckModes(string[] engines, NetBenchmark[] benchmarks)
    {
        foreach (BenchmarkMode mode in benchmarks.Select(b => b.Mode))
        {
            if (mode != BenchmarkMode.Infer && engines.FirstOrDefault(e => e is Onnx or OnnxInt8) is { } inference)
            {
                throw new InputException($"engine {inference} has no mode '{Word(mode)}': it infers alone");
            }

            if (mode == BenchmarkMode.Explain && engines.Contains(Stock))
            {
                throw new InputException($"engine {Stock} has no mode '{Word(mode)}' (it has infer, train, front)");
            }
        }
    }

    /// <summary>One for each mode.</summary>
    private NetBenchmark[] Read(ParseResult parsed)
    {
        string net = parsed.GetRequiredValue(_net);
        if (!NetCatalogue.Names.Contains(net))
        {
            throw new InputException($"unknown net '{net}'{Spelling.Hint(net, NetCatalogue.Names)} (known: {string.Join(", ", NetCatalogue.Names)})");
        }

        string size = parsed.GetRequiredValue(_size);
        string[] sides = size.Split('x');
        if (sides.Length != 2 || !Side(sides[0], out int height) || !Side(sides[1], out int width))
        {
            throw new InputException($"--size '{size}' must be HEIGHTxWIDTH with sides from 32 to 4096 pixels, such as 256x594");
        }

        return [.. parsed.GetRequiredValue(_mode).Select(mode => new NetBenchmark(net, width, height, parsed.GetValue(_batch), ValueOptions.ValueOf<BenchmarkMode>(mode), parsed.GetValue(_precision), parsed.GetValue(_layout), parsed.GetValue(_steps), parsed.GetValue(_threads), parsed.GetRequiredValue(_device)))];
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName($"{value}");

    private static bool Side(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is >= 32 and <= 4096;

    private Measured Measure(ParseResult parsed, BenchmarkMode mode, Arithmetic kind, string engine, string? model, CancellationToken stop)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(BenchmarkCommand).Assembly.Location);
        }

        foreach (string argument in (string[])["benchmark", "--worker", "--engine", engine, "--net", parsed.GetRequiredValue(_net), "--size", parsed.GetRequiredValue(_size),
            "--batch", $"{parsed.GetValue(_batch)}", "--mode", Word(mode), "--precision", Word(kind.Precision), "--layout", JsonNamingPolicy.KebabCaseLower.ConvertName($"{kind.Layout}"), "--device", parsed.GetRequiredValue(_device), "--steps", $"{parsed.GetValue(_steps)}", "--threads", $"{parsed.GetValue(_threads)}"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string argument in (string[])(model is null ? [] : ["--exported", model]))
        {
            start.ArgumentList.Add(argument);
        }

        if (engine == Stock)
        {
            start.Environment.Remove("GLIBC_TUNABLES"); // what ./honnan asks glibc for is not TorchSharp's as it comes
        }

        using Process worker = Process.Start(start)!;
        using CancellationTokenRegistration kill = stop.Register(() => worker.Kill(entireProcessTree: true));
        Task<string> told = worker.StandardError.ReadToEndAsync(CancellationToken.None);
        string[] printed = worker.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        worker.WaitForExit();
        stop.ThrowIfCancellationRequested();
        if (worker.ExitCode != Application.Done)
        {
            throw WorkerEnd.Of(worker.ExitCode, $"the process of engine {engine}", told.Result);
        }

        // Before its result a library may have told something of its own there, as oneDNN does when it is asked to (ONEDNN_VERBOSE).
        foreach (string other in printed[..^1])
        {
            Console.Error.WriteLine(other);
        }

        return JsonSerializer.Deserialize<Measured>(printed[^1], StrictJson.Options)!;
    }

    private sealed record Measured(IReadOnlyList<double> Seconds, long PeakMemoryMiB);

    private sealed record Row(
        string Net, string Size, int Batch, BenchmarkMode Mode, string Precision, MemoryLayout Layout, string Engine, string Processor, string Device,
        double PicturesPerSecond, double Best, long PeakMemoryMiB);
}
