using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Evaluation;

/// <summary>What one or several models of one vocabulary said of pictures whose countries are known.</summary>
public sealed class Judgement(IReadOnlyList<CountryCode> vocabulary)
{
    private readonly List<Prediction> _predictions = [];
    private readonly List<string> _unreadable = [];
    private ProbeFigures? _probes;
    private IReadOnlyList<ViewFigures>? _views;
    private TimeSpan _time;
    private int? _learned = 0;
    private int _asked;

    /// <summary>The models' countries, in their order.</summary>
    public IReadOnlyList<CountryCode> Vocabulary { get; } = vocabulary;

    /// <summary>Every picture that could be read.</summary>
    public IReadOnlyList<Prediction> Predictions => _predictions;

    /// <summary>The others: which and why.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Asks a model about a set and adds what it says.</summary>
    /// <param name="model">Of this vocabulary; stays the caller's.</param>
    /// <param name="set">Stays the caller's.</param>
    /// <param name="learned">How many of the pictures it has learned from, as <see cref="LearnedShare"/> tells; null where that is not known.</param>
    /// <param name="clock">Measures the speed.</param>
    /// <param name="extra">What to try beside; of several models, the first is tried.</param>
    /// <param name="done">Called with pictures done and pictures in all.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="Data.InputException">The model knows other countries than the ones before it.</exception>
    public void Add(IPictureModel model, JudgedSet set, int? learned, TimeProvider clock, ExtraTrials extra, Action<int, int>? done, CancellationToken stop)
    {
        if (!model.Countries.SequenceEqual(Vocabulary))
        {
            throw new Data.InputException("the models of the folds know different countries; judge them one by one");
        }

        _learned += learned;
        _asked += set.Pictures.Count;
        _unreadable.AddRange(set.Unlisted);
        long begin = clock.GetTimestamp();
        Dictionary<CountryCode, int> classes = Vocabulary.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int i = 0;
        foreach (PictureAnswer answer in model.Predict(set.Pictures.Select(p => p.Address), set.Bytes, model.Loading, stop))
        {
            JudgedPicture picture = set.Pictures[i++];
            if (answer.Answer is { } said)
            {
                _predictions.Add(new Prediction
                {
                    Source = picture.Address.Source,
                    File = picture.Address.File,
                    Group = picture.Group,
                    Country = picture.Country,
                    Truth = classes.GetValueOrDefault(picture.Country, Prediction.Outside),
                    Probabilities = said.Probabilities,
                    Uncalibrated = model.Rules.Calibration is null ? null : said.Uncalibrated,
                    Strangeness = said.Strangeness,
                    Known = said.Known,
                    Place = picture.Place,
                    Point = picture.Point,
                    GuessedPoint = said.Point,
                });
            }
            else
            {
                _unreadable.Add($"{picture.Address.File}: {answer.Error}");
            }

            done?.Invoke(i, set.Pictures.Count);
        }

        _time += clock.GetElapsedTime(begin);
        _probes ??= extra.Probes ? ProbeFigures.Of(model, set, _predictions, stop) : null;
        _views ??= extra.Views is { } trained ? ViewTrial.Of(trained, set, clock, done, stop) : null;
    }

    /// <summary>What is to be said wherever the figures stand; null where the model knows none of the pictures.</summary>
    public string? Caution => _learned switch
    {
        null => "whether the model has learned from some of these pictures is not known",
        > 0 => $"the model has learned from {_learned} of these {_asked} pictures: the figures say nothing of new ones",
        _ => null,
    };

    /// <summary>All figures, with intervals by place.</summary>
    /// <param name="figures">The figures without intervals, for charts and tables.</param>
    /// <param name="stop">Ends the resampling.</param>
    /// <exception cref="Data.InputException">No picture could be judged.</exception>
    public EvaluationDocument Conclude(out Figures figures, CancellationToken stop)
    {
        if (_predictions.Count == 0)
        {
            throw new Data.InputException($"none of the {_unreadable.Count} pictures could be read; the first: {(_unreadable.Count > 0 ? _unreadable[0] : "there is none")}");
        }

        figures = Figures.From(_predictions, Vocabulary);
        return EvaluationDocument.From(
            figures, _predictions, Vocabulary, new GroupBootstrap { Seed = 1 }, _unreadable.Count, _predictions.Count / Math.Max(_time.TotalSeconds, 1e-9), stop) with
        {
            Learned = _learned,
            Caution = Caution,
            Probes = _probes,
            Views = _views,
        };
    }
}
