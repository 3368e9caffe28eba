using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Runtime;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Names the country of pictures.</summary>
internal sealed class PredictCommand : HonnanCommand
{
    private const int MaxTop = 249;

    private readonly Argument<string[]> _files = new("files") { Description = "pictures, panoramas, or folders of them", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _model = new("--model") { Description = "a run's folder", HelpName = "MODEL", Required = true };
    private readonly Option<int> _top = new("--top") { Description = "how many countries to name", DefaultValueFactory = _ => 5, HelpName = "N" };
    private readonly Option<bool> _together = new("--together") { Description = "all files are views of one place: they are answered together" };
    private readonly Option<string?> _overlay = new("--overlay") { Description = "what a game has drawn over the pictures, to be covered: geoguessr (models trained with covered pictures do so always)", HelpName = "NAME" };
    private readonly Option<string> _language = new("--language") { Description = "of the countries' names: en or hu", DefaultValueFactory = _ => "en", HelpName = "LANGUAGE" };
    private readonly Option<string?> _heatmap = new("--heatmap") { Description = "folder for the pictures with their heat maps", HelpName = "DIR" };
    private readonly Option<Precision> _precision = PrecisionOption();
    private readonly Option<string> _device = DeviceOption();
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = new("--json") { Description = "JSON Lines on standard output, a line a picture" };

    public PredictCommand(CommandOutput output)
        : base(output, "predict", "Names the country of pictures.", "honnan predict photo.jpg --model runs/first --heatmap maps")
    {
        _language.AcceptOnlyFromAmong("en", "hu");
        Arguments.Add(_files);
        foreach (Option option in (Option[])[_model, _top, _together, _overlay, _language, _heatmap, _precision, _device, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        int top = parsed.GetValue(_top);
        if (top is < 1 or > MaxTop)
        {
            throw new InputException($"--top must be from 1 to {MaxTop}, not {top}");
        }

        using OverlayFolder? heatmaps = OverlayFolder.Open(parsed.GetValue(_heatmap), parsed.GetValue(_force));
        TorchRuntime.Start(parsed.GetValue(_threads));
        using TrainedModel model = TrainedModel.Open(parsed.GetRequiredValue(_model), parsed.GetValue(_precision), parsed.GetRequiredValue(_device));
        LoadingOptions loading = model.Loading;
        if (parsed.GetValue(_overlay) is { } overlay)
        {
            _ = OverlayMask.FromName(overlay);
            if (loading.Overlay == OverlayHandling.Leave)
            {
                loading = loading with { Overlay = OverlayHandling.Mask, Flip = false }; // not flipped, or the mirror images of its places would be covered too
            }
            else
            {
                Output.Note($"the model was trained without the places where {overlay} draws, and leaves them out of every picture: --overlay changes nothing");
            }
        }

        var pictures = new PictureFiles();
        IEnumerable<PictureAddress> addresses = PictureFiles.Find(parsed.GetRequiredValue(_files));
        IEnumerable<PredictionLine> lines = parsed.GetValue(_together)
            ? Together(parsed, model, pictures, loading, [.. addresses], heatmaps, stop)
            : Explained(model, pictures, loading, addresses, null, heatmaps, stop).Select(answer => Line(parsed, model, answer.Answer, answer.File));
        bool any = false;
        foreach (PredictionLine line in lines)
        {
            any |= line.Error is null;
            Show(line, parsed.GetValue(_json));
        }

        heatmaps?.Commit();
        return any ? Application.Done : throw new InputException("none of the pictures could be read");
    }

    /// <summary>Answers, each with the file of its heat map where these are asked for.</summary>
    private static IEnumerable<(PictureAnswer Answer, string? File)> Explained(
        TrainedModel model, PictureFiles pictures, LoadingOptions loading, IEnumerable<PictureAddress> addresses, ClassQuestion? question, OverlayFolder? heatmaps, CancellationToken stop) =>
        heatmaps is null
            ? new PicturePredictor(model, pictures, loading).Predict(addresses, stop).Select(answer => (answer, (string?)null))
            : new Explainer(model, pictures, loading).Explain(addresses, question, stop).Select(e =>
                (e.Answer, e.Answer.Error is null ? heatmaps.Add(pictures, e) : null));

    private IEnumerable<PredictionLine> Together(
        ParseResult parsed, TrainedModel model, PictureFiles pictures, LoadingOptions loading, PictureAddress[] addresses, OverlayFolder? heatmaps, CancellationToken stop)
    {
        PictureAnswer[] answers = [.. new PicturePredictor(model, pictures, loading).Predict(addresses, stop)];
        double[][] readable = [.. answers.Select(a => a.Probabilities).OfType<double[]>()];
        double[] joint = [.. model.Countries.Select((_, k) => readable.Length == 0 ? 0 : readable.Average(p => p[k]))];
        string?[] files = heatmaps is null || readable.Length == 0
            ? new string?[answers.Length]
            : [.. Explained(model, pictures, loading, addresses, new ClassQuestion(Ranking.Largest(joint)), heatmaps, stop).Select(e => e.File)];
        bool hungarian = parsed.GetValue(_language) == "hu";
        return answers.Select((answer, i) => answer.Probabilities is { } alone
            ? Line(parsed, model, answer with { Probabilities = joint }, files[i]) with
            {
                Alone = PredictionLine.GuessOf(model.Countries[Ranking.Largest(alone)], alone.Max(), hungarian),
            }
            : Line(parsed, model, answer, null));
    }

    private PredictionLine Line(ParseResult parsed, TrainedModel model, PictureAnswer answer, string? heatmap) => answer.Probabilities is { } probabilities
        ? PredictionLine.Of(answer.Address.File, probabilities, model.Countries, parsed.GetValue(_top), parsed.GetValue(_language) == "hu") with { Heatmap = heatmap }
        : PredictionLine.Failed(answer.Address.File, answer.Error ?? "not read");

    private void Show(PredictionLine line, bool json)
    {
        if (json)
        {
            Output.Raw.WriteLine(line.ToJson());
            Output.Raw.Flush();
        }
        else if (line.Error is { } error)
        {
            Output.Error($"{line.File}: {error}");
        }
        else
        {
            string guesses = string.Join(", ", line.Top.Select((g, i) => string.Create(
                CultureInfo.InvariantCulture, $"{(i == 0 ? "[bold]" : "")}{g.Name.EscapeMarkup()} {100 * g.Probability:0.#} %{(i == 0 ? "[/]" : "")}")));
            string alone = line.Alone is { } own ? $" [grey](alone: {own.Name.EscapeMarkup()})[/]" : "";
            Output.Results.MarkupLine($"{line.File.EscapeMarkup()}: {guesses}{alone}");
        }
    }
}
