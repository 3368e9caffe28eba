using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Training;

namespace OwnNet;

public static class PlainTraining
{
    public static TrainedModel Run(string experiment, string selection, string run)
    {
        NetCatalogue.Register("plain", head => new PlainNet(head));
        TrainingRun.Execute(
            Experiment.Read(experiment), selection, fold: null, RunFolder.Open(run, resume: false, force: false),
            resume: false, TimeProvider.System, progress: null, CancellationToken.None);
        return TrainedModel.Open(run);
    }
}
