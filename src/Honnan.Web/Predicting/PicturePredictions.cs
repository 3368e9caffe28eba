using Honnan.Web.Errors;
using Honnan.Web.Metrics;

namespace Honnan.Web.Predicting;

/// <summary>Answers questions about pictures: from the cache where they were asked before, or else by the queue.</summary>
internal sealed class PicturePredictions
{
    private readonly ModelHolder _models;
    private readonly DrawnModel _drawn;
    private readonly PredictionQueue _queue;
    private readonly ServiceMetrics _metrics;
    private readonly AnswerCache _cache;

    public PicturePredictions(ModelHolder models, DrawnModel drawn, PredictionQueue queue, ServiceMetrics metrics, WebServiceOptions options)
    {
        (_models, _drawn, _queue, _metrics) = (models, drawn, queue, metrics);
        _cache = new AnswerCache((long)options.CacheMiB << 20);
        metrics.Gauge("honnan_cache_bytes", "Memory of the answers that are kept.", () => _cache.Taken);
    }

    /// <summary>The answers or errors, in the pictures' order.</summary>
    /// <param name="questions">At least one; all of drawn pictures, or none.</param>
    /// <param name="gone">Cancelled when the client has gone.</param>
    /// <returns>For each picture its answer, or why there is none.</returns>
    /// <exception cref="RequestProblem">The queue is full, or the model has not what is asked for.</exception>
    public async Task<IReadOnlyList<(PictureSaid? Said, RequestProblem? Problem)>> AskAsync(IReadOnlyList<PictureQuestion> questions, CancellationToken gone)
    {
        ServedModel model = questions[0].IsDrawn ? _drawn.Use() : _models.Use();
        try
        {
            Check(questions[0], model);
            PictureSaid?[] said = [.. questions.Select(q => _cache.Find(Key(q, model)))];
            foreach (PictureSaid? one in said)
            {
                _metrics.LookedUp(one is not null);
            }

            int[] open = [.. Enumerable.Range(0, questions.Count).Where(i => said[i] is null)];
            var problems = new RequestProblem?[questions.Count];
            IReadOnlyList<Task<PictureSaid>> tasks = open.Length == 0 ? [] : _queue.Ask([.. open.Select(i => questions[i])], model, gone);
            foreach ((int i, Task<PictureSaid> task) in open.Zip(tasks))
            {
                try
                {
                    said[i] = await task;
                    _cache.Add(Key(questions[i], model), said[i]!);
                }
                catch (RequestProblem problem)
                {
                    problems[i] = problem;
                }
            }

            return [.. said.Zip(problems)];
        }
        finally
        {
            model.Release();
        }
    }

    /// <summary>The answer for one picture.</summary>
    /// <exception cref="RequestProblem">There is none.</exception>
    public async Task<PictureSaid> AskAsync(PictureQuestion question, CancellationToken gone)
    {
        (PictureSaid? said, RequestProblem? problem) = (await AskAsync([question], gone))[0];
        return said ?? throw problem!;
    }

    private static void Check(PictureQuestion question, ServedModel model)
    {
        if (question.Method is { } method && !model.Has(method))
        {
            throw new RequestProblem(StatusCodes.Status400BadRequest, $"the model has no method grad-cam; it has eigen-cam and score-cam");
        }

        if (question.Country is { } country && !model.Predictor.Countries.Contains(country))
        {
            throw new RequestProblem(StatusCodes.Status400BadRequest, $"the model does not know the country '{country}'; GET /api/countries lists those that it knows");
        }
    }

    // What a picture gives does not depend on its country or method where no map is asked for.
    private static string Key(PictureQuestion question, ServedModel model) => question.Maps
        ? $"{model.Generation} {question.Picture.Hash} {question.Country?.ToString()} {question.Method ?? model.DefaultMethod}"
        : $"{model.Generation} {question.Picture.Hash}";
}
