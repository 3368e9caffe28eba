using System.Diagnostics;
using Honnan.Data;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Says beforehand what a run will need. Steps of one and of two pictures of the largest size are made; what the second
/// picture adds in memory, each further one of a batch adds too. So no more memory is taken than two pictures need.
/// </summary>
public static class RunEstimator
{
    private const double MiB = 1 << 20;
    private const int Pictures = 2; // of the larger of the two steps
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(0.1); // to measure what takes a millisecond
    private const int Loaded = 12; // pictures whose loading is timed

    /// <summary>Measures; nothing is written.</summary>
    /// <param name="experiment">What is to be trained.</param>
    /// <param name="selectionFolder">What curating wrote.</param>
    /// <param name="fold">The fold that is kept for the test, or null.</param>
    /// <param name="stop">Ends the measuring.</param>
    /// <exception cref="InputException">Files are missing or do not fit.</exception>
    public static RunEstimate Estimate(Experiment experiment, string selectionFolder, int? fold, CancellationToken stop)
    {
        using TrainingSetup setup = TrainingSetup.Of(experiment, selectionFolder, fold);
        TrainingOptions options = experiment.Training;
        int training = setup.Set.Training.Count;
        int validation = setup.Set.Validation.Count;
        long steps = Trainer.PlanOf(options, new PictureTask(setup.Net, new NoBytes(), setup.Set, options, experiment.Loading)).Steps;
        double pictures = options.Epochs * training;
        double together = pictures / steps; // of a step: an epoch's may be fewer than batch and accumulation would take
        int validations = validation == 0 ? 0 : 1 + (options.ValidateEvery > 0 ? (int)((steps - 1) / options.ValidateEvery) : 0);
        PictureSize size = Largest(setup, experiment.Loading);
        double load = LoadingSeconds(setup, stop);

        using var engine = new StepEngine(setup.Net, new Shapes(setup.Net, options), setup.Learning, setup.Targets, options, steps);
        long learning = engine.Parameters.Values.numel();
        double state = engine.State.Sum(s => s.Value.numel() * (double)s.Value.element_size()) / MiB;
        double weights = setup.Net.parameters().Sum(p => p.numel() * (double)p.element_size()) / MiB;
        double batch = Math.Min(options.Batch, training);
        double ahead = Math.Min(experiment.Loading.MemoryMiB, size.Area * 3 * batch * 2 / MiB);
        double seconds;
        double memory;
        double step;
        if (options.KeepsFeatures)
        {
            // The body runs forward over every view once; steps of the head are next to nothing beside it.
            (double view, double few, double more) = Measure(() => Forward(setup.Net, size, 1), () => Forward(setup.Net, size, Pictures), stop);
            int views = setup.Set.Samples.Sum(s => EvaluationPlan.Views(0, s.Size, experiment.Loading.Windows, experiment.Loading.Flip).Count);
            (double half, _, _) = Measure(() => HeadStep(engine, setup.Net, 1), () => HeadStep(engine, setup.Net, (int)batch), stop);
            step = Pictures * half * Math.Ceiling(together / options.Batch); // all of the larger work, whatever the batch
            seconds = (setup.Set.Samples.Count * load) + (views * view) + (steps * step);
            double table = views * (double)setup.Net.Pooling.Channels * sizeof(float) / MiB;
            memory = few + ((more - few) * (ViewOutputs.BatchSize - 1)) + (2 * table) + ahead; // kept, and on its way to the disk
        }
        else
        {
            setup.Learning.ThawAll(setup.Net);
            setup.Net.train();
            (double picture, double one, double two) = Measure(() => Step(engine, size, 1), () => Step(engine, size, Pictures), stop);
            setup.Net.eval();
            (double view, _, _) = Measure(() => Forward(setup.Net, size, 1), () => Forward(setup.Net, size, Pictures), stop);
            int views = setup.Set.Validation.Sum(i => EvaluationPlan.Views(0, setup.Set.Samples[i].Size, experiment.Loading.Windows, mirrored: false).Count);
            step = (picture + load) * together;
            seconds = (pictures * (picture + load)) + (validations * ((views * view) + (validation * load)));
            memory = one + ((two - one) * (batch - 1)) + ahead;
        }

        return new RunEstimate(
            steps, training, validation, setup.Net.parameters().Sum(p => p.numel()), learning, step, seconds, memory, weights + state);
    }

    /// <summary>Seconds a picture of the larger work, and the memory after each of the two in MiB.</summary>
    private static (double Seconds, double First, double Second) Measure(Action one, Action several, CancellationToken stop)
    {
        one();
        double first = ResidentMiB();
        several();
        stop.ThrowIfCancellationRequested();
        double second = ResidentMiB();
        var clock = Stopwatch.StartNew();
        int times = 0;
        for (; times == 0 || clock.Elapsed < Enough; times++)
        {
            several();
        }

        return (clock.Elapsed.TotalSeconds / times / Pictures, first, second);
    }

    private static void Step(StepEngine engine, PictureSize size, int pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        using var batch = new LabelledBatch(zeros(pictures, 3, size.Height, size.Width), zeros(pictures, dtype: ScalarType.Int64), [.. new int[pictures]]);
        engine.Add(batch, 0);
        engine.Move(1e-12);
        engine.Sums.Clear();
    }

    private static void HeadStep(StepEngine engine, Net net, int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using var batch = new LabelledBatch(zeros(rows, net.Pooling.Channels), zeros(rows, dtype: ScalarType.Int64), [.. new int[rows]]);
        engine.Add(batch, 0);
        engine.Move(1e-12);
        engine.Sums.Clear();
    }

    private static void Forward(Net net, PictureSize size, int pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        net.forward(zeros(pictures, 3, size.Height, size.Width));
    }

    private static PictureSize Largest(TrainingSetup setup, LoadingOptions loading)
    {
        var preparer = new ViewPreparer(loading);
        return setup.Set.Training.Select(i => preparer.ViewSize(setup.Set.Samples[i].Size)).Distinct().MaxBy(s => s.Area);
    }

    /// <summary>Seconds in which all cores together load a picture.</summary>
    private static double LoadingSeconds(TrainingSetup setup, CancellationToken stop)
    {
        TrainingSet few = setup.Set.Few(Loaded, 0);
        using PictureStore pictures = setup.Selection.OpenPictures();
        var loader = new BatchLoader(pictures, few.Samples, setup.Experiment.Loading);
        long begin = Stopwatch.GetTimestamp();
        foreach (PictureBatch batch in loader.Load(TrainingPlan.Create(few.Samples, setup.Experiment.Loading, Loaded, 1, 0), stop))
        {
            batch.Dispose();
        }

        return Stopwatch.GetElapsedTime(begin).TotalSeconds / few.Samples.Count;
    }

    private static double ResidentMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / MiB;
    }

    /// <summary>The way of pictures, or of features, through the net.</summary>
    private sealed class Shapes(Net net, TrainingOptions options) : ITrainingTask
    {
        public int TrainingPictures => 0;

        public int ValidationPictures => 0;

        public int BatchesOf(int epoch) => 1;

        public IEnumerable<LabelledBatch> Training(int epoch, int firstBatch, CancellationToken stop) => [];

        public ForwardPass Forward(Tensor inputs) => inputs.dim() == 2 ? new ForwardPass(net.Head.forward(inputs)) : net.Pass(inputs, options.Recompute ? PassKind.Recomputed : PassKind.Plain);

        public IReadOnlyList<ValidatedPicture> Validate(CancellationToken stop) => [];

        public IDisposable? Prepare() => null;

        public string Describe(LabelledBatch batch) => "";
    }

    /// <summary>For plans, which read no picture.</summary>
    private sealed class NoBytes : IPictureBytes
    {
        public byte[] Read(PictureAddress address) => throw new NotSupportedException();
    }
}
