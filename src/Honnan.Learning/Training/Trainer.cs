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
    Net net, ITrainingTask task, TrainingOptions options, RunFolder run, string identity, TimeProvider clock, Action<TrainingProgress>? progress)
{
    /// <summary>The validation pictures' probabilities after the last step; null before it.</summary>
    public IReadOnlyList<double[]>? LastValidation { get; private set; }

    /// <summary>Trains to the end and gives the log; the net is left in evaluation mode.</summary>
    /// <param name="resume">Whether to go on from the last checkpoint, where there is one.</param>
    /// <param name="stop">Leaves a checkpoint and ends.</param>
    /// <exception cref="InputException">The loss is not finite, or the checkpoint is of another run.</exception>
    public IReadOnlyList<LogRow> Run(bool resume, CancellationToken stop)
    {
        var plan = new StepPlan(options.Epochs, task.BatchesOf);
        var schedule = new LearningRateSchedule(options.LearningRate, plan.Steps);
        using var parameters = new FlatParameters(net.parameters());
        using var adam = new Adam(parameters, options.WeightDecay);
        long step = resume && File.Exists(run.Checkpoint) ? Checkpoint.Load(run.Checkpoint, net, adam, identity) : 0;
        using TrainingLog log = TrainingLog.Begin(run.Log, RowsUntil(step, plan, stop));
        var speed = new Speedometer(clock, step);

        net.train();
        try
        {
            foreach (LabelledBatch batch in Batches(plan, step, stop))
            {
                using DisposeScope scope = NewDisposeScope();
                using (batch)
                {
                    double rate = schedule.At(step);
                    (double loss, double top1) = Step(batch, parameters, step);
                    if (!double.IsFinite(loss))
                    {
                        throw Diverged($"the loss is {loss}", step, rate, batch);
                    }

                    adam.Step(rate);
                    step++;

                    log.Add(new LogRow(step, plan.EpochAfter(step), rate, loss, top1, null, null, speed.Tick(batch.Count)));
                    if (IsValidated(step, plan))
                    {
                        log.Replace(Validate(log.Rows, plan, stop));
                        speed.Skip();
                    }

                    progress?.Invoke(new TrainingProgress("training", step, plan.Steps, log.Rows, speed.Average, speed.Left(step, plan.Steps)));

                    if (step % options.CheckpointEvery == 0 || step == plan.Steps)
                    {
                        if (!Save(log, parameters, adam, step))
                        {
                            throw Diverged("the weights are no longer finite", step - 1, rate, batch);
                        }

                        speed.Skip();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            Save(log, parameters, adam, step);
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
    private bool Save(TrainingLog log, FlatParameters parameters, Adam adam, long step)
    {
        bool finite = parameters.AreFinite;
        if (finite)
        {
            log.Flush();
            Checkpoint.Save(run.Checkpoint, net, adam, step, identity);
        }

        return finite;
    }

    /// <summary>Forward and backward; the gradients lie in <paramref name="parameters"/> afterwards.</summary>
    private (double Loss, double Top1) Step(LabelledBatch batch, FlatParameters parameters, long step)
    {
        // Dropout draws from libtorch's generator; seeded by the step, a resumed run draws the same.
        using Generator generator = random.manual_seed(HashCode(options.Seed, step));
        parameters.ClearGradients();
        using Tensor logits = task.Forward(batch.Inputs); // [N,classes]
        using Tensor loss = nn.functional.cross_entropy(logits, batch.Labels, label_smoothing: options.LabelSmoothing);
        loss.backward();
        using Tensor guesses = logits.argmax(1);
        using Tensor right = guesses.eq(batch.Labels).sum();
        return (loss.ToDouble(), right.ToInt64() / (double)batch.Count);
    }

    /// <summary>All steps from <paramref name="step"/> on, epoch after epoch.</summary>
    private IEnumerable<LabelledBatch> Batches(StepPlan plan, long step, CancellationToken stop)
    {
        (int epoch, int first) = plan.Locate(step);
        long left = plan.Steps - step;
        for (; left > 0; epoch++, first = 0)
        {
            foreach (LabelledBatch batch in task.Training(epoch, first, stop))
            {
                yield return batch;
                if (--left == 0)
                {
                    yield break;
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
