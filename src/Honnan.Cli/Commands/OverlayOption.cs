using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;

namespace Honnan.Cli.Commands;

/// <summary>The option that says what a game has drawn over pictures that are asked about.</summary>
internal sealed class OverlayOption(CommandOutput output)
{
    /// <summary>The option, for the command.</summary>
    public Option<string?> Option { get; } = new("--overlay")
    {
        Description = "what a game has drawn over the pictures, to be covered: geoguessr (models trained with covered pictures do so always)",
        HelpName = "NAME",
    };

    /// <summary>How pictures are prepared with it.</summary>
    /// <exception cref="Data.InputException">No such overlay is known.</exception>
    public LoadingOptions Apply(ParseResult parsed, LoadingOptions loading)
    {
        if (parsed.GetValue(Option) is not { } overlay)
        {
            return loading;
        }

        _ = OverlayMask.FromName(overlay);
        if (loading.Overlay == OverlayHandling.Leave)
        {
            return loading with { Overlay = OverlayHandling.Mask, Flip = false }; // not flipped, or the mirror images of its places would be covered too
        }

        output.Note($"the model was trained without the places where {overlay} draws, and leaves them out of every picture: --overlay changes nothing");
        return loading;
    }
}
