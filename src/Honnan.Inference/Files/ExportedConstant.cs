namespace Honnan.Inference.Files;

/// <summary>A tensor of an exported model's graph.</summary>
/// <param name="Name">As the graph has it.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a single number.</param>
/// <param name="Type">float32, float16, int8, uint8, int32, int64 or bool.</param>
/// <param name="Bytes">Its numbers, row-major and little-endian.</param>
public sealed record ExportedConstant(string Name, IReadOnlyList<long> Shape, string Type, ReadOnlyMemory<byte> Bytes);
