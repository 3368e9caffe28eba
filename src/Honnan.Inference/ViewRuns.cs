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
internal sealed class ViewRuns(OnnxSession session, ExportedModel model, CamGradient? gradient, int scoreCamChannels)
{
    private readonly BatchSizes _sizes = new();

    /// <summary>The probabilities of pictures, a panorama's windows averaged.</summary>
    public PictureAnswer[] Answer(PictureAddress[] addresses, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, addresses);
        PictureAnswer[] answers = Unanswered(addresses, headers);
        int size = _sizes.Next();
        foreach (PictureBatch batch in Load(headers, bytes, loading, size, stop))
        {
            using (batch)
            {
                long begun = Stopwatch.GetTimestamp();
                NetOutputs outputs = Run(batch, features: false, stop);
                _sizes.Took(size, batch.Count, Stopwatch.GetElapsedTime(begun));
                for (int row = 0; row < batch.Count; row++)
                {
                    int place = headers.Places[batch.Views[row].Sample];
                    answers[place] = batch.Unreadable[row] is { } error ? answers[place] with { Error = error, Probabilities = null } : Sum(answers[place], outputs.LogitsOf(row));
                }
            }
        }

        for (int s = 0; s < headers.Samples.Count; s++)
        {
            int place = headers.Places[s];
            int views = EvaluationPlan.Views(s, headers.Samples[s].Size, loading.Windows, mirrored: false).Count;
            answers[place] = answers[place] with { Probabilities = answers[place].Probabilities is { } sums ? Array.ConvertAll(sums, v => v / views) : null };
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
                NetOutputs outputs = session.Run(input.Values, batch.Count, batch.Size, features: true, stop);
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
        foreach (int row in rows)
        {
            answer = Sum(answer, outputs.LogitsOf(row));
        }

        double[] mean = Array.ConvertAll(answer.Probabilities!, v => v / rows.Length);
        int explained = country ?? Ranking.Largest(mean);
        return new Explanation(
            answer with { Probabilities = mean }, explained, [.. rows.Select(row => new ViewMap(batch.Views[row], Map(row, input, outputs, explained, method, stop)))]);
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
                session, input.Values[(row * numbers)..((row + 1) * numbers)], input.Size, features.ToArray(), new PictureSize(width, height), country, scoreCamChannels, stop),
            _ => GradCamMap.Weighted(features, gradient!.Weights(features, channels, outputs.PooledOf(row), country), width, height),
        };
    }

    private NetOutputs Run(PictureBatch batch, bool features, CancellationToken stop)
    {
        using var input = new NetInput(batch);
        return session.Run(input.Values, batch.Count, batch.Size, features, stop);
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

    /// <summary>Adds a view's probabilities; a picture one of whose views could not be read has none.</summary>
    private PictureAnswer Sum(PictureAnswer answer, ReadOnlySpan<float> logits)
    {
        double[] probabilities = Softmax.Of(logits);
        double[]? sums = answer.Probabilities;
        for (int k = 0; sums is not null && k < probabilities.Length; k++)
        {
            probabilities[k] += sums[k];
        }

        return probabilities.Length == model.Countries.Count && answer.Error is null ? answer with { Probabilities = probabilities } : answer;
    }
}
