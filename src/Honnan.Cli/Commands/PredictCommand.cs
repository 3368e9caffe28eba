using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Inference;
using Honnan.Learning.Explaining;
using Honnan.Learning.Runtime;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Names the country of pictures.</summary>
internal sealed class PredictCommand : HonnanCommand
{
    private readonly Argument<string[]> _files = new("files") { Description = "pictures, panoramas, or folders of them", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _model = new("--model") { Description = AnyModel, HelpName = "MODEL", DefaultValueFactory = _ => ShippedModels.Default };
    private readonly Option<int> _top = TopOption("how many countries to name");
    private readonly Option<bool> _together = new("--together") { Description = "all files are views of one place: they are answered together" };
    private readonly OverlayOption _overlay;
    private readonly NameLanguage _language = new();
    private readonly Option<string?> _heatmap = new("--heatmap") { Description = "folder for the pictures with their heat maps", HelpName = "DIR" };
    private readonly Option<Precision> _precision = PrecisionOption(exported: true);
    private readonly Option<string> _device = DeviceOption(exported: true);
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = new("--json") { Description = "JSON Lines on standard output, a line a picture" };

    public PredictCommand(CommandOutput output)
        : base(output, "predict", "Names the country of pictures.", "honnan predict photo.jpg --heatmap maps")
    {
        _overlay = new OverlayOption(output);
        Arguments.Add(_files);
        foreach (Option option in (Option[])[_model, _top, _together, _overlay.Option, _language.Option, _heatmap, _precision, _device, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        using OverlayFolder? heatmaps = OverlayFolder.Open(parsed.GetValue(_heatmap), parsed.GetValue(_force));
        using IAskedModel model = new AskedModelOptions(_precision, _device, _threads).Open(parsed, parsed.GetRequiredValue(_model));
        LoadingOptions loading = _overlay.Apply(parsed, model.Loading);
        var pictures = new PictureFiles();
        IEnumerable<PictureAddress> addresses = PictureFiles.Find(parsed.GetRequiredValue(_files));
        IEnumerable<PredictionLine> lines = parsed.GetValue(_together)
            ? Together(parsed, model, pictures, loading, [.. addresses], heatmaps, stop)
            : Explained(model, pictures, loading, addresses, null, heatmaps, stop).Select(answer => Line(parsed, model, answer.Answer, answer.File));
        bool hungarian = IsHungarian(parsed);
        bool any = false;
        foreach (PredictionLine line in lines)
        {
            any |= line.Error is null;
            Show(line, parsed.GetValue(_json), hungarian);
        }

        if (!any)
        {
            throw new InputException("none of the pictures could be read");
        }

        heatmaps?.Commit();
        return Application.Done;
    }

    /// <summary>Answers, each with the file of its heat map where these are asked for.</summary>
    private static IEnumerable<(PictureAnswer Answer, string? File)> Explained(
        IAskedModel model, PictureFiles pictures, LoadingOptions loading, IEnumerable<PictureAddress> addresses, int? country, OverlayFolder? heatmaps, CancellationToken stop) =>
        heatmaps is null
            ? model.Predict(addresses, pictures, loading, stop).Select(answer => (answer, (string?)null))
            : model.Explain(addresses, pictures, new MapRequest { Question = country is { } c ? new ClassQuestion(c) : null }, loading, stop).Select(e =>
                (e.Answer, e.Answer.Error is null ? heatmaps.Add(pictures, e) : null));

    private IEnumerable<PredictionLine> Together(
        ParseResult parsed, IAskedModel model, PictureFiles pictures, LoadingOptions loading, PictureAddress[] addresses, OverlayFolder? heatmaps, CancellationToken stop)
    {
        PictureAnswer[] answers = [.. model.Predict(addresses, pictures, loading, stop)];
        Answer[] readable = [.. answers.Select(a => a.Answer).OfType<Answer>()];
        Answer? joint = readable.Length == 0 ? null : model.Answerer.Together(readable);
        string?[] files = heatmaps is null || joint is null
            ? new string?[answers.Length]
            : [.. Explained(model, pictures, loading, addresses, Ranking.Largest(joint.Probabilities), heatmaps, stop).Select(e => e.File)];
        bool hungarian = IsHungarian(parsed);
        return answers.Select((answer, i) => answer.Probabilities is { } alone
            ? Line(parsed, model, answer with { Answer = joint! with { Known = answer.Answer!.Known } }, files[i]) with
            {
                Alone = PredictionLine.GuessOf(model.Countries[Ranking.Largest(alone)], alone.Max(), hungarian),
            }
            : Line(parsed, model, answer, null));
    }

    private PredictionLine Line(ParseResult parsed, IAskedModel model, PictureAnswer answer, string? heatmap) => answer.Answer is { } said
        ? PredictionLine.Of(answer.Address.File, said, model.Countries, parsed.GetValue(_top), IsHungarian(parsed)) with { Heatmap = heatmap }
        : PredictionLine.Failed(answer.Address.File, answer.Error ?? "not read");

    private bool IsHungarian(ParseResult parsed) => _language.IsHungarian(parsed, parsed.GetValue(_json), Environment.GetEnvironmentVariable);

    private void Show(PredictionLine line, bool json, bool hungarian)
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
            string guesses = string.Join(", ", line.Top.Select((g, i) => $"{(i == 0 ? "[bold]" : "")}{g.Name.EscapeMarkup()} {Percent(g.Probability, hungarian)}{(i == 0 ? "[/]" : "")}"));
            string known = line.Known != false ? "" : hungarian ? " [yellow](nem olyan kép, amilyeneket a modell ismer)[/]" : " [yellow](not of the kind of picture that the model knows)[/]";
            string alone = line.Alone is { } own ? $" [grey]({(hungarian ? "magában" : "alone")}: {own.Name.EscapeMarkup()})[/]" : "";
            Output.Results.MarkupLine($"{line.File.EscapeMarkup()}: {guesses}{known}{alone}");
        }
    }

    /// <summary>To a tenth of a percent; what is less than that is not nothing.</summary>
    private static string Percent(double probability, bool hungarian)
    {
        string percent = probability is > 0 and < 0.0005 ? "< 0.1" : (100 * probability).ToString("0.#", CultureInfo.InvariantCulture);
        return hungarian ? $"{percent.Replace('.', ',')}%" : $"{percent} %";
    }
}
