using System.Globalization;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>The training loop: it reads from top to bottom.</summary>
internal sealed class Trainer(
    Net net, ITrainingTask task, LearningPlan learning, LossTargets targets, TrainingOptions options, RunFolder run, string identity, TimeProvider clock, Action<TrainingProgress>? progress)
{
    private const double ClipEpsilon = 1e-6; // torch's: no division by zero

    private readonly BatchMixer _mixer = new(options);

    /// <summary>The validation pictures' probabilities after the last step; null before it.</summary>
    public IReadOnlyList<double[]>? LastValidation { get; private set; }

    /// <summary>Trains to the end and gives the log; the net is left in evaluation mode.</summary>
    /// <param name="resume">Whether to go on from the last checkpoint, where there is one.</param>
    /// <param name="stop">Leaves a checkpoint and ends.</param>
    /// <exception cref="InputException">The loss is not finite, or the checkpoint is of another run.</exception>
    public IReadOnlyList<LogRow> Run(bool resume, CancellationToken stop)
    {
        var plan = new StepPlan(options.Epochs, epoch => (task.BatchesOf(epoch) + options.Accumulate - 1) / options.Accumulate);
        var schedule = new LearningRateSchedule(options.LearningRate, plan.Steps);
        learning.ThawAll(net);
        using var parameters = new FlatParameters(net.named_parameters().Select(p => (p.name, p.parameter)));
        using FlatOptimizer optimizer = learning.Optimizer(parameters, plan.Steps);
        long step = resume && File.Exists(run.Checkpoint) ? Checkpoint.Load(run.Checkpoint, net, optimizer, identity) : 0;
        learning.Apply(net, step, plan.Steps, always: true);
        using TrainingLog log = TrainingLog.Begin(run.Log, RowsUntil(step, plan, stop));
        var speed = new Speedometer(clock, step);

        net.train();
        parameters.ClearGradients();
        var sums = new StepSums();
        try
        {
            foreach ((LabelledBatch batch, bool last) in Batches(plan, step, stop))
            {
                using DisposeScope scope = NewDisposeScope();
                using (batch)
                {
                    double rate = schedule.At(step);
                    Accumulate(batch, step, sums);
                    if (!double.IsFinite(sums.Loss))
                    {
                        throw Diverged($"the loss is {sums.MeanLoss}", step, rate, batch);
                    }

                    if (!last)
                    {
                        continue;
                    }

                    optimizer.Step(rate, GradientFactor(parameters, sums));
                    parameters.ClearGradients();
                    step++;

                    log.Add(new LogRow(step, plan.EpochAfter(step), rate, sums.MeanLoss, sums.Top1, null, null, speed.Tick(sums.Pictures)));
                    sums.Clear();
                    if (IsValidated(step, plan))
                    {
                        log.Replace(Validate(log.Rows, plan, stop));
                        speed.Skip();
                    }

                    progress?.Invoke(new TrainingProgress("training", step, plan.Steps, log.Rows, speed.Average, speed.Left(step, plan.Steps)));

                    if (step % options.CheckpointEvery == 0 || step == plan.Steps)
                    {
                        if (!Save(log, parameters, optimizer, step))
                        {
                            throw Diverged("the weights are no longer finite", step - 1, rate, batch);
                        }

                        speed.Skip();
                    }

                    learning.Apply(net, step, plan.Steps, always: false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Save(log, parameters, optimizer, step);
            throw;
        }

        net.eval();
        return log.Rows;
    }

    /// <summary>The log of the steps that a checkpoint holds. A run that was stopped in a validation makes up for it here.</summary>
    private LogRow[] RowsUntil(long step, StepPlan plan, CancellationToken stop)
    {
        if (step == 0)
        {
            return [];
        }

        LogRow[] rows = [.. TrainingLog.Read(run.Log, step)];
        if (IsValidated(step, plan) && rows[^1].ValidationLoss is null)
        {
            rows[^1] = Validate(rows, plan, stop);
        }

        return rows;
    }

    /// <summary>Writes a checkpoint, unless the weights are not finite: then the last one is worth more.</summary>
    private bool Save(TrainingLog log, FlatParameters parameters, FlatOptimizer optimizer, long step)
    {
        bool finite = parameters.AreFinite;
        if (finite)
        {
            log.Flush();
            Checkpoint.Save(run.Checkpoint, net, optimizer, step, identity);
        }

        return finite;
    }

    /// <summary>Forward and backward: the batch's gradients are added to those of the step.</summary>
    private void Accumulate(LabelledBatch batch, long step, StepSums sums)
    {
        // Dropout draws from libtorch's generator; seeded by the step, a resumed run draws the same.
        long seed = HashCode(options.Seed, step) + sums.Batches;
        using Generator generator = random.manual_seed(seed);
        Tensor inputs = batch.Inputs;
        Tensor wanted = targets.Of(batch.Labels, inputs.dtype); // [N,classes]
        if (_mixer.Mixes)
        {
            (inputs, wanted) = _mixer.Mix(inputs, wanted, seed);
        }

        Tensor logits = task.Forward(inputs); // [N,classes]
        Tensor loss = (logits.log_softmax(1) * wanted).sum().neg();
        double weight = wanted.sum().ToDouble();
        sums.Add(loss.ToDouble(), weight, logits.argmax(1).eq(batch.Labels).sum().ToInt64(), batch.Count);

        // Divided by the first batch's weight, so that a step of one batch has the mean's gradient as it is. The number is
        // held by name: one converted on the spot may be collected while libtorch still reads it.
        using Scalar first = sums.FirstWeight.ToScalar();
        loss.div(first).backward();
    }

    /// <summary>What the gradients of a step are multiplied by: the mean over all its pictures, and clipped.</summary>
    private double GradientFactor(FlatParameters parameters, StepSums sums)
    {
        double mean = sums.FirstWeight / sums.Weight;
        return options.ClipNorm is { } most
            ? mean * Math.Min(1, most / ((mean * parameters.GradientNorm) + ClipEpsilon))
            : mean;
    }

    /// <summary>All batches of the steps from <paramref name="step"/> on, epoch after epoch, and whether each is its step's last.</summary>
    private IEnumerable<(LabelledBatch Batch, bool Last)> Batches(StepPlan plan, long step, CancellationToken stop)
    {
        // A step of several batches is ended before the run stops: normalisations have learnt from its first batches
        // already, and a checkpoint in the middle would let a resumed run show them these twice.
        CancellationToken between = options.Accumulate > 1 ? CancellationToken.None : stop;
        (int epoch, int first) = plan.Locate(step);
        long left = plan.Steps - step;
        for (; left > 0; epoch++, first = 0)
        {
            int done = first * options.Accumulate;
            int count = task.BatchesOf(epoch);
            foreach (LabelledBatch batch in task.Training(epoch, done, between))
            {
                done++;
                bool last = done % options.Accumulate == 0 || done == count;
                yield return (batch, last);
                if (last)
                {
                    if (--left == 0)
                    {
                        yield break;
                    }

                    stop.ThrowIfCancellationRequested();
                }
            }
        }
    }

    private bool IsValidated(long step, StepPlan plan) =>
        task.ValidationPictures > 0 && (step == plan.Steps || (options.ValidateEvery > 0 && step % options.ValidateEvery == 0));

    /// <summary>The last row of a log with the validation's figures.</summary>
    private LogRow Validate(IReadOnlyList<LogRow> log, StepPlan plan, CancellationToken stop)
    {
        LogRow row = log[^1];
        progress?.Invoke(new TrainingProgress("validating", row.Step, plan.Steps, log, 0, null));
        net.eval();
        IReadOnlyList<double[]> probabilities = task.Validate(stop);
        net.train();
        IReadOnlyList<int> labels = task.ValidationLabels;
        LastValidation = row.Step == plan.Steps ? probabilities : null;
        return row with
        {
            ValidationLoss = probabilities.Zip(labels, (p, label) => -Math.Log(Math.Max(p[label], double.Epsilon))).Average(),
            ValidationTop1 = probabilities.Zip(labels, (p, label) => Ranking.Largest(p) == label ? 1.0 : 0.0).Average(),
        };
    }

    private InputException Diverged(string what, long step, double rate, LabelledBatch batch) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} at step {step + 1} with learning rate {rate:G3}, on {task.Describe(batch)}; try a lower learning rate, or precision float32"));

    /// <summary>Two numbers mixed to one seed (SplitMix64's finaliser).</summary>
    private static long HashCode(long seed, long step)
    {
        ulong z = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) + (ulong)step);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (long)((z ^ (z >> 31)) >> 1);
    }
}
