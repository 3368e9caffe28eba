using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Sources;
using Honnan.Learning.Fitting;

namespace Honnan.Learning.Training;

/// <summary>
/// Fits the rules by which a run's net answers, on the pictures held out for validation. Where the run has learned from those
/// too and its body stayed frozen, a twin of its head learns without them and stands in for it: what holds for the twin holds,
/// a little too modestly, for the head that has seen more.
/// </summary>
internal static class RunRules
{
    /// <summary>The rules; without any held-out picture the map alone.</summary>
    /// <param name="setup">Of the run; its net is trained and ready for pictures as they come.</param>
    /// <param name="task">What it learned from.</param>
    /// <param name="pictures">Stay the caller's.</param>
    /// <param name="features">The folder of kept features; null for the one in the selection's folder.</param>
    /// <param name="clock">For speeds.</param>
    /// <param name="stop">Ends the work.</param>
    public static AnswerRules Of(TrainingSetup setup, IObservingTask task, IPictureBytes pictures, string? features, TimeProvider clock, CancellationToken stop)
    {
        TrainingSet set = setup.Set;
        (int, GeoPoint)[] points = [.. set.Training.Where(i => set.Pictures[i].Point is not null).Select(i => (set.Samples[i].Label, set.Pictures[i].Point!.Value))];
        (IReadOnlyList<ObservedPicture> learned, IReadOnlyList<ObservedPicture> held) =
            set.Validation.Count == 0 && setup.Experiment.Training is { HoldOut: false, KeepsFeatures: true }
                ? ByTwin(setup, task, pictures, features, clock, stop)
                : Observe(set, task, stop);
        return RuleFit.Of(learned, held, points, setup.Selection.Vocabulary);
    }

    private static (IReadOnlyList<ObservedPicture> Learned, IReadOnlyList<ObservedPicture> Held) ByTwin(
        TrainingSetup setup, IObservingTask own, IPictureBytes pictures, string? features, TimeProvider clock, CancellationToken stop)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"honnan-twin-{Guid.NewGuid():N}");
        try
        {
            using TrainingSetup twin = setup.HoldingOut();
            if (twin.Set.Validation.Count == 0)
            {
                return Observe(setup.Set, own, stop);
            }

            RunFolder run = RunFolder.Open(folder, resume: false, force: false);
            using IDisposable claim = run.Claim();
            IObservingTask task = twin.TaskOf(pictures, features, clock, null, stop);
            new Trainer(twin.Net, task, twin.Learning, twin.Targets, twin.Experiment.Training, run, twin.Identity, (_, _) => { }, clock, null).Run(resume: false, stop);
            using IDisposable? prepared = task.Prepare();
            return Observe(twin.Set, task, stop);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static (IReadOnlyList<ObservedPicture> Learned, IReadOnlyList<ObservedPicture> Held) Observe(TrainingSet set, IObservingTask task, CancellationToken stop)
    {
        IReadOnlyList<ObservedPicture> Look(IReadOnlyList<int> all, int most)
        {
            IReadOnlyList<int> chosen = RuleFit.Spread(all, most);
            return [.. chosen.Zip(task.Observe(chosen, stop), (i, views) => views.All(IsFinite)
                ? new ObservedPicture(set.Samples[i].Label, set.Pictures[i].Group, set.Pictures[i].Point, views)
                : throw new InputException($"what the finished net makes of {set.Describe([i])} is not finite; train anew by --force, with a lower learning rate"))];
        }

        return (Look(set.Training, RuleFit.MostLearned), Look(set.Validation, RuleFit.MostHeld));
    }

    private static bool IsFinite(ViewOutput view) => Array.TrueForAll(view.Logits, float.IsFinite) && Array.TrueForAll(view.Features, float.IsFinite);
}
