using System.Diagnostics;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.HeatMaps;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Sessions;

namespace Honnan.Inference;

/// <summary>Runs a model over pictures' views and gathers what it says of each picture. Safe for use by several threads at once.</summary>
internal sealed class ViewRuns(OnnxSession session, Answerer answerer, CamGradient? gradient, int scoreCamChannels)
{
    private readonly BatchSizes _sizes = new();

    /// <summary>The answers for pictures, of a panorama from all its windows.</summary>
    public PictureAnswer[] Answer(PictureAddress[] addresses, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        PictureAnswer[] answers = Unanswered(addresses, headers);
        var views = new List<ViewOutput>?[headers.Samples.Count];
        int size = _sizes.Next();
        WantedOutputs wanted = answerer.NeedsFeatures ? WantedOutputs.Pooled : WantedOutputs.Logits;
        foreach (PictureBatch batch in Load(headers, bytes, loading, size, stop))
        {
            using (batch)
            {
                long begun = Stopwatch.GetTimestamp();
                using var input = new NetInput(batch);
                NetOutputs outputs = session.Run(input.Values, batch.Count, batch.Size, wanted, stop);
                _sizes.Took(size, batch.Count, batch.Size.Area, Stopwatch.GetElapsedTime(begun));
                for (int row = 0; row < batch.Count; row++)
                {
                    int sample = batch.Views[row].Sample;
                    int place = headers.Places[sample];
                    answers[place] = batch.Unreadable[row] is { } error ? answers[place] with { Error = error } : answers[place];
                    (views[sample] ??= []).Add(outputs.ViewOf(row));
                }
            }
        }

        for (int s = 0; s < headers.Samples.Count; s++)
        {
            int place = headers.Places[s];
            answers[place] = answers[place] with { Answer = answers[place].Error is null && views[s] is { } seen ? answerer.Of(seen) : null };
        }

        return answers;
    }

    /// <summary>The same with the views' heat maps.</summary>
    public Explanation[] Explain(PictureAddress[] addresses, IPictureBytes bytes, int? country, CamMethod method, LoadingOptions loading, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        Explanation[] explanations = [.. Unanswered(addresses, headers).Select(answer => new Explanation(answer, -1, []))];

        // A panorama's windows must lie in one batch: which country they are to explain depends on all of them.
        int size = Math.Max(_sizes.Next(), loading.Windows);
        foreach (PictureBatch batch in Load(headers, bytes, loading, size, stop))
        {
            using (batch)
            {
                using var input = new NetInput(batch);
                NetOutputs outputs = session.Run(input.Values, batch.Count, batch.Size, WantedOutputs.All, stop);
                foreach (IGrouping<int, int> rows in Enumerable.Range(0, batch.Count).GroupBy(row => batch.Views[row].Sample))
                {
                    int place = headers.Places[rows.Key];
                    PictureAnswer answer = explanations[place].Answer;
                    explanations[place] = batch.Unreadable[rows.First()] is { } error
                        ? explanations[place] with { Answer = answer with { Error = error } }
                        : Explained(answer, [.. rows], batch, input, outputs, country, method, stop) with { Loading = loading };
                }
            }
        }

        return explanations;
    }

    private Explanation Explained(
        PictureAnswer answer, int[] rows, PictureBatch batch, NetInput input, NetOutputs outputs, int? country, CamMethod method, CancellationToken stop)
    {
        Answer said = answerer.Of([.. rows.Select(outputs.ViewOf)]);
        int explained = country ?? Ranking.Largest(said.Probabilities);
        return new Explanation(
            answer with { Answer = said }, explained, [.. rows.Select(row => new ViewMap(batch.Views[row], Map(row, input, outputs, explained, method, stop))
            {
                Probabilities = answerer.Probabilities(outputs.LogitsOf(row)),
            })]);
    }

    private HeatMap Map(int row, NetInput input, NetOutputs outputs, int country, CamMethod method, CancellationToken stop)
    {
        (int channels, int height, int width) = (outputs.Shape[1], outputs.Shape[2], outputs.Shape[3]);
        ReadOnlySpan<float> features = outputs.FeaturesOf(row);
        int numbers = (int)input.Size.Area * 3;
        return method switch
        {
            CamMethod.EigenCam => EigenCam.Map(features, width, height),
            CamMethod.ScoreCam => ScoreCam.Map(
                session, new ArraySegment<float>(input.Values, row * numbers, numbers), input.Size, features.ToArray(), new PictureSize(width, height), country, scoreCamChannels, stop),
            _ => GradCamMap.Weighted(features, gradient!.Weights(features, channels, outputs.PooledOf(row), country), width, height),
        };
    }

    private static IEnumerable<PictureBatch> Load(PictureHeaders headers, IPictureBytes bytes, LoadingOptions loading, int size, CancellationToken stop) =>
        new BatchLoader(bytes, headers.Samples, loading, tolerant: true).Load(EvaluationPlan.Create(headers.Samples, loading, size), stop);

    private static PictureAnswer[] Unanswered(PictureAddress[] addresses, PictureHeaders headers)
    {
        PictureAnswer[] answers = [.. addresses.Select((address, i) => new PictureAnswer { Address = address, Error = headers.Errors[i] })];
        for (int s = 0; s < headers.Samples.Count; s++)
        {
            answers[headers.Places[s]] = answers[headers.Places[s]] with { Size = headers.Samples[s].Size };
        }

        return answers;
    }
}
