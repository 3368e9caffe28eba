using System.Globalization;
using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>The training loop: it reads from top to bottom.</summary>
/// <param name="net">What learns; left in evaluation mode with the run's result in it.</param>
/// <param name="task">From what.</param>
/// <param name="learning">What of the net.</param>
/// <param name="targets">What is wanted.</param>
/// <param name="options">How.</param>
/// <param name="run">Where checkpoints and the log go.</param>
/// <param name="identity">What a checkpoint must have been written for.</param>
/// <param name="saveModel">Writes the net as it is, after so many steps, as a model into a folder.</param>
/// <param name="clock">For speeds.</param>
/// <param name="progress">Told of every step.</param>
/// <param name="given">Who shares every batch, all training with this class; null for this process alone.</param>
internal sealed class Trainer(
    Net net, ITrainingTask task, LearningPlan learning, LossTargets targets, TrainingOptions options, RunFolder run, string identity,
    Action<string, long> saveModel, TimeProvider clock, Action<TrainingProgress>? progress, IRanks? given = null)
{
    private const int Named = 3; // pictures in a message

    private readonly IRanks _ranks = given ?? OneRank.Instance;
    private readonly KeptModels _kept = new(run, options.Watch, options.CheckpointEvery, saveModel);
    private readonly ValidationRanking _ranking = new(options.Watch);

    /// <summary>The validation pictures after the last step; null before it.</summary>
    public IReadOnlyList<ValidatedPicture>? LastValidation { get; private set; }

    /// <summary>Trains to the end and gives the log; the net is left in evaluation mode with its averaged weights, where there are any.</summary>
    /// <param name="resume">Whether to go on from the last checkpoint, where there is one.</param>
    /// <param name="stop">Leaves a checkpoint and ends.</param>
    /// <exception cref="InputException">A loss, of a batch or a validation, is not finite, or the checkpoint is of another run.</exception>
    public IReadOnlyList<LogRow> Run(bool resume, CancellationToken stop)
    {
        StepPlan plan = PlanOf(options, task);
        var schedule = new LearningRateSchedule(options.LearningRate, plan.Steps);
        using var engine = new StepEngine(net, task, learning, targets, options, plan.Steps, _ranks);
        long step = resume && File.Exists(run.Checkpoint) ? Checkpoint.Load(run.Checkpoint, net, engine, identity) : 0;
        if (!_ranks.Leads())
        {
            File.Delete(run.Checkpoint); // a copy of the leading rank's (see RankFolder), as large as the net many times over
        }

        learning.Apply(net, step, plan.Steps, always: true);
        _kept.Begin(step);
        using TrainingLog log = TrainingLog.Begin(run.Log, RowsUntil(engine, step, plan, stop));
        using var events = EventLog.Begin(run.Events, log.Rows, clock);
        var speed = new Speedometer(clock, step);

        net.train();
        engine.Parameters.ClearGradients();
        try
        {
            foreach ((LabelledBatch batch, bool last) in Batches(plan, step, () => _ranking.IsOver(log.Rows), stop))
            {
                using DisposeScope scope = NewDisposeScope();
                using (batch)
                {
                    double rate = schedule.At(step);
                    engine.Add(batch, step, last);
                    if (!double.IsFinite(engine.Sums.Loss))
                    {
                        // Whose pictures did it tells; of all only where it is the sum alone that is too large.
                        bool own = engine.HasSpoilt(batch, step);
                        bool any = _ranks.Any(own);
                        _ranks.Agree(() =>
                        {
                            if (own || !any)
                            {
                                throw Diverged($"the loss is {engine.Sums.MeanLoss}", step, rate, batch);
                            }
                        });
                    }

                    if (!last)
                    {
                        continue;
                    }

                    StepSums sums = engine.Sums;
                    engine.Move(rate);
                    step++;

                    log.Add(new LogRow(step, plan.EpochAfter(step), rate, sums.MeanLoss, sums.Top1, null, null, speed.Tick(sums.Pictures)));
                    sums.Clear();
                    if (IsValidated(step, plan))
                    {
                        log.Replace(Validate(engine, log.Rows, plan, stop));
                        speed.Skip();
                    }

                    events.Add(log.Rows[^1]);
                    bool over = step == plan.Steps || _ranking.IsOver(log.Rows);
                    progress?.Invoke(new TrainingProgress("training", step, plan.Steps, log.Rows, speed.Average, speed.Left(step, plan.Steps)));

                    if (step % options.CheckpointEvery == 0 || over)
                    {
                        if (!Save(log, events, engine, step, plan))
                        {
                            _ranks.Agree(() => throw Diverged($"{engine.Spoilt ?? "the weights"} are no longer finite", step - 1, rate, batch));
                        }

                        speed.Skip();
                    }

                    learning.Apply(net, step, plan.Steps, always: false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            _ranks.Settle();
            Save(log, events, engine, step, plan);
            throw;
        }

        engine.Average?.Swap();
        net.eval();
        return log.Rows;
    }

    /// <summary>Where the model of the best validation lies, if that is to be the result and is not the one that the run ended with.</summary>
    public string? BestModel(IReadOnlyList<LogRow> log) =>
        options.Watch.Result == ResultChoice.Best && _ranking.Of(log).FirstOrDefault() is { } best && best.Step != log[^1].Step ? _kept.BestOf(log) : null;

    /// <summary>Where the steps of a run lie in its epochs.</summary>
    public static StepPlan PlanOf(TrainingOptions options, ITrainingTask task) =>
        new(options.Epochs, epoch => (task.BatchesOf(epoch) + options.Accumulate - 1) / options.Accumulate);

    /// <summary>The log of the steps that a checkpoint holds. A run that was stopped in a validation makes up for it here.</summary>
    private LogRow[] RowsUntil(StepEngine engine, long step, StepPlan plan, CancellationToken stop)
    {
        if (step == 0)
        {
            return [];
        }

        LogRow[] rows = [.. TrainingLog.Read(run.Log, step)];
        _ranks.Agree(() =>
        {
            // Versions that went on after it have left such logs.
            if (_ranks.Leads() && Array.Find(rows, r => r.ValidationLoss is { } loss && !double.IsFinite(loss)) is { } row)
            {
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"the validation loss is {row.ValidationLoss} after step {row.Step} with learning rate {row.LearningRate:G3} in '{run.Log}'; begin anew by --force, with a lower learning rate"));
            }
        });
        if (IsValidated(step, plan) && rows[^1].ValidationLoss is null)
        {
            rows[^1] = Validate(engine, rows, plan, stop);
        }

        return rows;
    }

    /// <summary>Writes a checkpoint, unless the weights are not finite: then the last one is worth more.</summary>
    private bool Save(TrainingLog log, EventLog events, StepEngine engine, long step, StepPlan plan)
    {
        bool finite = !_ranks.Any(engine.Spoilt is not null);
        if (finite)
        {
            WeightDigest.Compare(net, engine.Parameters, _ranks, step); // what is not a number need not be the same one
        }

        _ranks.Agree(() =>
        {
            if (finite && _ranks.Leads())
            {
                Write(log, events, engine, step, plan);
            }
        });
        return finite;
    }

    private void Write(TrainingLog log, EventLog events, StepEngine engine, long step, StepPlan plan)
    {
        if (step > 0)
        {
            if (_kept.KeepsLast)
            {
                Averaged(engine, () => _kept.BeforeCheckpoint(log.Rows));
            }

            log.Flush();
            events.Flush();
            Checkpoint.Save(run.Checkpoint, net, engine, step, identity);
            _kept.AfterCheckpoint(log.Rows, plan.Steps);
        }
        else
        {
            Checkpoint.Save(run.Checkpoint, net, engine, step, identity);
        }
    }

    /// <summary>All batches of the steps from <paramref name="step"/> on, epoch after epoch, and whether each is its step's last; none once <paramref name="over"/> says so.</summary>
    private IEnumerable<(LabelledBatch Batch, bool Last)> Batches(StepPlan plan, long step, Func<bool> over, CancellationToken stop)
    {
        // A step of several batches is ended before the run stops: normalisations have learnt from its first batches
        // already, and a checkpoint in the middle would let a resumed run show them these twice.
        // And several ranks stop after the same step, whichever of them is told to.
        CancellationToken between = options.Accumulate > 1 || _ranks.Count > 1 ? CancellationToken.None : stop;
        (int epoch, int first) = plan.Locate(step);
        long left = over() ? 0 : plan.Steps - step;
        for (; left > 0; epoch++, first = 0)
        {
            int done = first * options.Accumulate;
            int count = task.BatchesOf(epoch);
            foreach (LabelledBatch batch in _ranks.InStep(task.Training(epoch, done, between)))
            {
                done++;
                bool last = done % options.Accumulate == 0 || done == count;
                yield return (batch, last);
                if (last)
                {
                    if (--left == 0 || over())
                    {
                        yield break;
                    }

                    if (_ranks.Any(stop.IsCancellationRequested))
                    {
                        throw new OperationCanceledException("stopped", stop);
                    }
                }
            }
        }
    }

    private bool IsValidated(long step, StepPlan plan) =>
        task.ValidationPictures > 0 && (step == plan.Steps || (options.ValidateEvery > 0 && step % options.ValidateEvery == 0));

    /// <summary>The last row of a log with the validation's figures, by the averaged weights where there are any; its model is kept if it is one of the best.</summary>
    private LogRow Validate(StepEngine engine, IReadOnlyList<LogRow> log, StepPlan plan, CancellationToken stop)
    {
        LogRow row = log[^1];
        progress?.Invoke(new TrainingProgress("validating", row.Step, plan.Steps, log, 0, null));
        _ranks.Agree(() =>
        {
            if (_ranks.Leads())
            {
                Averaged(engine, () => row = Judge(row, log, stop));
            }
        });
        return row with { ValidationLoss = _ranks.Tell(0, row.ValidationLoss ?? 0), ValidationTop1 = _ranks.Tell(0, row.ValidationTop1 ?? 0) };
    }

    private LogRow Judge(LogRow row, IReadOnlyList<LogRow> log, CancellationToken stop)
    {
        LastValidation = task.Validate(stop);
        row = row with { ValidationLoss = LastValidation.Average(p => p.LogLoss), ValidationTop1 = LastValidation.Average(p => p.IsRight ? 1.0 : 0.0) };
        string[] spoilt = [.. LastValidation.Where(p => !p.IsFinite).Select(p => p.Name)];
        if (spoilt.Length > 0)
        {
            string more = spoilt.Length > Named ? $" and {spoilt.Length - Named} more" : "";
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"the validation loss is {row.ValidationLoss} after step {row.Step} with learning rate {row.LearningRate:G3}: the logits of {string.Join(", ", spoilt.Take(Named))}{more} are not finite; {Remedy}"));
        }

        _kept.AfterValidation([.. log.SkipLast(1), row]);
        return row;
    }

    /// <summary>Does something with the net in evaluation mode and its averaged weights, where there are any.</summary>
    private void Averaged(StepEngine engine, Action work)
    {
        engine.Average?.Swap();
        net.eval();
        try
        {
            work();
        }
        finally
        {
            engine.Average?.Swap();
            net.train();
        }
    }

    private string Remedy => options.Precision == Precision.Float32 ? "try a lower learning rate" : "try a lower learning rate, or precision float32";

    private InputException Diverged(string what, long step, double rate, LabelledBatch batch) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} at step {step + 1} with learning rate {rate:G3}, on {task.Describe(batch)}; {Remedy}"));
}
