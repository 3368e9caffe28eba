using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Honnan.Learning.Models;

/// <summary>
/// ViT (Dosovitskiy et al., 2020) under torchvision's names, for pictures of any size: position embeddings are resized to
/// the picture's grid of patches, and what is left over when a side is no multiple of the patch is cut off, half of it on
/// each end. Stages give tokens [N, 1 + patches, C], the class token first. The class token alone goes on to the head, so
/// the last layer lies behind the stages: at its input the patches still matter, and Grad-CAM can look at them.
/// </summary>
public sealed class VisionTransformer : Net
{
    private readonly int _patch;
    private readonly int _layers;
    private readonly Convolution _patches;
    private readonly Parameter _classToken;
    private readonly PositionEmbedding _positions;
    private readonly TransformerBlock _last;
    private readonly LayerNorm _norm;

    /// <summary>Makes the net with random weights.</summary>
    /// <param name="patch">Rows and columns of a patch, in pixels: 16 for ViT-B/16.</param>
    /// <param name="layers">Layers of the encoder, at least 2: 12.</param>
    /// <param name="heads">Heads of the attention; divides the channels: 12.</param>
    /// <param name="channels">Numbers in a token: 768.</param>
    /// <param name="hidden">Between an MLP's linear layers: 3072.</param>
    /// <param name="grid">Patches in each direction that the position embeddings are stored for: 14.</param>
    /// <param name="head">The layers behind the class token, from its channels.</param>
    public VisionTransformer(int patch, int layers, int heads, int channels, int hidden, int grid, Func<int, Head> head)
        : base(nameof(VisionTransformer))
    {
        (_patch, _layers) = (patch, layers);
        _patches = new Convolution(3, channels, patch, patch, padding: PaddingRule.None, bias: true);
        _classToken = new Parameter(zeros(1, 1, channels, device: ComputeDevice.Current));
        _positions = new PositionEmbedding(grid, channels);
        _norm = new LayerNorm(channels);
        register_parameter("class_token", _classToken);
        register_module("conv_proj", _patches);
        register_module("encoder", _positions);
        List<Stage> stages =
            [new Stage("conv_proj", channels, patch, [new ParameterUnit(_classToken, _positions.Weight), new ModuleUnit(_patches)], Tokens) { Write = WriteTokens }];
        TransformerBlock[] blocks = [.. Enumerable.Range(0, layers).Select(_ => new TransformerBlock(channels, heads, hidden))];
        for (int i = 0; i < layers; i++)
        {
            Submodules.Register(_positions, $"layers.encoder_layer_{i}", blocks[i]);
        }

        Submodules.Register(_positions, "ln", _norm);
        _last = blocks[^1];
        stages.AddRange(blocks[..^1].Select((b, i) => new Stage($"encoder.layers.encoder_layer_{i}", channels, patch, [new ModuleUnit(b)], b.forward) { Write = b.Write }));
        Stages = stages;
        Head = head(channels);
        Submodules.Register(this, HeadName, Head);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Stage> Stages { get; }

    /// <inheritdoc/>
    public override Head Head { get; }

    /// <inheritdoc/>
    public override string HeadName => "heads.head";

    /// <summary>Every layer has one resolution: all but the last quarter of the encoder's layers, as a ResNet's <c>front</c> leaves its last ones.</summary>
    public override int FrontStages => 1 + _layers - Math.Max(2, _layers / 4);

    /// <inheritdoc/>
    public override bool GivesTokens => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<IUnit> Neck => [new ModuleUnit(_last), new ModuleUnit(_norm)];

    /// <summary>Files of torchvision's first ViT call the MLP's layers <c>linear_1</c> and <c>linear_2</c>.</summary>
    public override string StandardName(string name) =>
        name.Replace(".mlp.linear_1.", ".mlp.0.", StringComparison.Ordinal).Replace(".mlp.linear_2.", ".mlp.3.", StringComparison.Ordinal);

    /// <summary>Tokens [N,T,C] → the class token after the last layer [N,C], float32 where they are no finer; caller disposes.</summary>
    public override Tensor Embed(Tensor map)
    {
        using Tensor tokens = _last.forward(map);
        using Tensor first = tokens.select(1, 0);
        using Tensor normal = _norm.forward(first);
        return normal.to_type(Rounded.Wide(map.dtype));
    }

    /// <summary>Tokens [N,T,C] of pictures of a size → the patches [N,C,h,w]; caller disposes.</summary>
    public override Tensor Spatial(Tensor map, long height, long width)
    {
        using Tensor patches = map.narrow(1, 1, map.shape[1] - 1);
        using Tensor channels = patches.transpose(1, 2);
        return channels.reshape(map.shape[0], map.shape[2], height / _patch, width / _patch);
    }

    /// <summary>The last layer mixes places, so there is no closed form of the gradient at its input.</summary>
    public override (string Embedding, IReadOnlyList<CamStep>? Steps) WriteEmbed(GraphWriter graph, string map)
    {
        string first = graph.Node("Gather", [_last.Write(graph, map), graph.Integer(0)], ("axis", 1L));
        return (_norm.Write(graph, first), null);
    }

    /// <inheritdoc/>
    public override string WriteSpatial(GraphWriter graph, string map, string pictures)
    {
        string patches = graph.Node("Slice", [map, graph.Integers(1), graph.Integers(long.MaxValue), graph.Integers(1)]);
        string channels = graph.Node("Transpose", [patches], ("perm", (long[])[0, 2, 1]));
        string shape = graph.Node("Concat", [graph.Integers(0, Stages[^1].Channels), Grid(graph, pictures)], ("axis", 0L));
        return graph.Node("Reshape", [channels, shape]);
    }

    /// <summary>Writes what <see cref="Tokens"/> does; a picture without a patch fails when the graph is run.</summary>
    private string WriteTokens(GraphWriter graph, string pictures)
    {
        string patch = graph.Integers(_patch, _patch);
        string grid = Grid(graph, pictures);
        string size = graph.Node("Mul", [grid, patch]);
        string left = graph.Node("Sub", [graph.Node("Shape", [pictures], ("start", 2L)), size]);
        string start = graph.Node("Div", [left, graph.Integers(2, 2)]);
        string whole = graph.Node("Slice", [pictures, start, graph.Node("Add", [start, size]), graph.Integers(2, 3)]);
        string flat = graph.Node("Reshape", [_patches.Write(graph, whole), graph.Integers(0, Stages[^1].Channels, -1)]);
        string patches = graph.Node("Transpose", [flat], ("perm", (long[])[0, 2, 1])); // [N,h·w,C]
        string count = graph.Node("Shape", [pictures], ("start", 0L), ("end", 1L));
        string shape = graph.Node("Concat", [count, graph.Integers(1, Stages[^1].Channels)], ("axis", 0L));
        string classToken = graph.Node("Expand", [graph.Weights(_classToken), shape]);
        string tokens = graph.Node("Concat", [classToken, patches], ("axis", 1L));
        return graph.Node("Add", [tokens, _positions.Write(graph, grid)]);
    }

    /// <summary>The name of the pictures' rows and columns of patches: int64 [2].</summary>
    private string Grid(GraphWriter graph, string pictures) =>
        graph.Node("Div", [graph.Node("Shape", [pictures], ("start", 2L)), graph.Integers(_patch, _patch)]);

    /// <summary>Pictures [N,3,H,W] → tokens [N, 1 + h·w, C].</summary>
    private Tensor Tokens(Tensor pictures)
    {
        using DisposeScope scope = NewDisposeScope();
        (long h, long w) = (pictures.shape[2] / _patch, pictures.shape[3] / _patch);
        if (h == 0 || w == 0)
        {
            throw new InputException($"a picture of {pictures.shape[3]}x{pictures.shape[2]} pixels has no patch of {_patch}x{_patch}; raise the short side");
        }

        Tensor whole = pictures
            .narrow(2, (pictures.shape[2] - (h * _patch)) / 2, h * _patch)
            .narrow(3, (pictures.shape[3] - (w * _patch)) / 2, w * _patch);
        Tensor patches = _patches.forward(whole).flatten(2).transpose(1, 2); // [N,h·w,C]
        Tensor classToken = Rounded.To(pictures.dtype, _classToken).expand(pictures.shape[0], -1, -1);
        return cat([classToken, patches], 1).add(Rounded.To(pictures.dtype, _positions.For(h, w)), Runtime.Alpha.One).MoveToOuterDisposeScope();
    }
}
