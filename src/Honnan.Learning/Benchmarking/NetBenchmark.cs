using System.Diagnostics;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Explaining;
using Honnan.Learning.Export;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Benchmarking;

/// <summary>Times steps of a net on random pictures, with run 2's head (1000, 300) and 56 classes.</summary>
/// <param name="Net">torchvision's or timm's name.</param>
/// <param name="Width">Of the pictures, in pixels.</param>
/// <param name="Height">Of the pictures, in pixels.</param>
/// <param name="Batch">Pictures a step.</param>
/// <param name="Mode">What a step does.</param>
/// <param name="Precision">The type of the arithmetic; the stock engine has float32 alone.</param>
/// <param name="Layout">How maps lie in memory; the stock engine has the plain layout alone.</param>
/// <param name="Steps">Steps that are timed.</param>
/// <param name="Threads">Threads of one operation; 0 for what each engine takes by itself.</param>
/// <param name="Device">Where the net computes; the stock engine knows the processor alone.</param>
public sealed record NetBenchmark(string Net, int Width, int Height, int Batch, BenchmarkMode Mode, Precision Precision, MemoryLayout Layout, int Steps, int Threads = 0, string Device = ComputeDevice.Auto)
{
    private const int WarmUp = 2;
    private const int Classes = 56;
    private const double LearningRate = 1e-4;
    private static readonly int[] Hidden = [1000, 300];

    /// <summary>Seconds of every timed step of this project's nets.</summary>
    public IReadOnlyList<double> Run() => WithStep(Classes, step => Time(step, ComputeDevice.Resolve(Device)));

    /// <summary>Builds this project's net and gives its step, which takes pictures [N,3,H,W] and labels [N] and disposes neither.</summary>
    internal T WithStep<T>(int classes, Func<Action<Tensor, Tensor>, T> use)
    {
        TorchRuntime.Start(Threads);
        Device device = ComputeDevice.Resolve(Device);
        using Net net = Build(device, classes);
        Arithmetic arithmetic = Chosen(device);
        (net.ComputeType, net.Layout) = (Processor.TypeOf(arithmetic.Precision, device), arithmetic.Layout);
        if (Mode == BenchmarkMode.Infer)
        {
            net.eval();
            using var gradients = no_grad();
            return use((pictures, _) => net.forward(pictures).Dispose());
        }

        if (Mode == BenchmarkMode.Explain)
        {
            net.eval();
            var mapper = new HeatMapper(net);
            return use((pictures, _) => mapper.Explain(pictures, logits => [.. logits.Select(row => new ClassQuestion(Array.IndexOf(row, row.Max())))]));
        }

        net.Freeze(Mode == BenchmarkMode.Front ? net.FrontStages : 0);
        net.train();
        using var parameters = new FlatParameters(net.parameters(), net.Layout);
        using var adam = new Adam(parameters);
        return use((pictures, labels) =>
        {
            parameters.ClearGradients();
            using Tensor logits = net.forward(pictures);
            using Tensor loss = nn.functional.cross_entropy(logits, labels);
            GradientNode.GoBack(() => loss.backward());
            adam.Step(LearningRate);
        });
    }

    /// <summary>The arithmetic that is timed, auto resolved.</summary>
    public Arithmetic Chosen(Device device) =>
        ArithmeticChoice.Of(Net, Mode is BenchmarkMode.Train or BenchmarkMode.Front, Math.Min(Width, Height), device, new Arithmetic(Precision, Layout));

    /// <summary>The same net as a file for ONNX Runtime.</summary>
    public byte[] Export()
    {
        string[] countries = [.. Countries.All.Select(c => $"{c.Code}").Order(StringComparer.Ordinal).Take(Classes)];
        var description = new ModelDescription { Net = Net, Head = Hidden, Countries = countries, Loading = new LoadingOptions() };
        using var model = new TrainedModel(Build(CPU, Classes), description);
        return OnnxExport.Bytes(model, half: false);
    }

    private Net Build(Device device, int classes)
    {
        using IDisposable making = ComputeDevice.Making(device);
        return NetCatalogue.Build(Net, inputs => new Head(inputs, [.. Hidden, classes]));
    }

    /// <summary>Finds out whether TorchSharp as it comes has the net.</summary>
    /// <exception cref="Honnan.Data.InputException">There is no such net among the stock ones.</exception>
    public void CheckStock() => _ = StockResNet.PlanOf(Net);

    /// <summary>Seconds of every timed step of TorchSharp as it comes: its modules, its Adam, its allocator's defaults.</summary>
    /// <exception cref="Honnan.Data.InputException">There is no such net among the stock ones.</exception>
    public IReadOnlyList<double> RunStock()
    {
        if (Threads > 0)
        {
            set_num_threads(Threads);
        }

        using var net = new StockResNet(Net, [.. Hidden, Classes]);
        if (Mode == BenchmarkMode.Infer)
        {
            net.eval();
            return Infer(net.forward);
        }

        net.train();
        if (Mode == BenchmarkMode.Front)
        {
            net.FreezeFront();
        }

        using var adam = optim.Adam(net.parameters().Where(p => p.requires_grad), LearningRate);
        return Time(Step, CPU);

        void Step(Tensor pictures, Tensor labels)
        {
            adam.zero_grad();
            Tensor loss = nn.functional.cross_entropy(net.forward(pictures), labels);
            GradientNode.GoBack(() => loss.backward());
            adam.step();
        }
    }

    private double[] Infer(Func<Tensor, Tensor> forward)
    {
        using var gradients = no_grad();
        return Time((pictures, _) => forward(pictures).Dispose(), CPU);
    }

    private double[] Time(Action<Tensor, Tensor> step, Device device)
    {
        using Generator generator = random.manual_seed(1);
        using Tensor pictures = rand(Batch, 3, Height, Width).to(device);
        using Tensor labels = randint(0, Classes, [Batch]).to(device);
        double[] seconds = new double[Steps];
        for (int i = -WarmUp; i < Steps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            long begin = Stopwatch.GetTimestamp();
            step(pictures, labels);
            if (device.type == TorchSharp.DeviceType.CUDA)
            {
                cuda.synchronize(); // steps are queued there: without it, only the queueing would be timed
            }

            if (i >= 0)
            {
                seconds[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            }
        }

        return seconds;
    }
}
