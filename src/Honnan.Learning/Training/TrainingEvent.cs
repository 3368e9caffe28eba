using Google.Protobuf;

namespace Honnan.Learning.Training;

/// <summary>
/// TensorBoard's events as protocol buffers (event.proto and summary.proto of TensorFlow): Event { 1: wall_time double,
/// 2: step int64, 3: file_version string, 5: summary Summary }, Summary { 1: repeated Value }, Value { 1: tag string,
/// 2: simple_value float }.
/// </summary>
internal static class TrainingEvent
{
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int Summary = 5;
    private const int SummaryValue = 1;
    private const int ValueTag = 1;
    private const int ValueNumber = 2;

    /// <summary>What a file of events begins with.</summary>
    public static byte[] First(double seconds) => Message(output =>
    {
        WriteTime(output, seconds);
        output.WriteTag(FileVersion, WireFormat.WireType.LengthDelimited);
        output.WriteString("brain.Event:2");
    });

    /// <summary>The scalars of a step.</summary>
    public static byte[] Scalars(double seconds, long step, IEnumerable<(string Tag, double Value)> figures)
    {
        byte[] summary = Message(output =>
        {
            foreach ((string tag, double value) in figures)
            {
                output.WriteTag(SummaryValue, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(Message(v =>
                {
                    v.WriteTag(ValueTag, WireFormat.WireType.LengthDelimited);
                    v.WriteString(tag);
                    v.WriteTag(ValueNumber, WireFormat.WireType.Fixed32);
                    v.WriteFloat((float)value);
                })));
            }
        });
        return Message(output =>
        {
            WriteTime(output, seconds);
            output.WriteTag(Step, WireFormat.WireType.Varint);
            output.WriteInt64(step);
            output.WriteTag(Summary, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(summary));
        });
    }

    /// <summary>The step of an event; 0 where it has none.</summary>
    public static long StepOf(ReadOnlySpan<byte> payload)
    {
        using var input = new CodedInputStream(payload.ToArray());
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == Step)
            {
                return input.ReadInt64();
            }

            input.SkipLastField();
        }

        return 0;
    }

    private static void WriteTime(CodedOutputStream output, double seconds)
    {
        output.WriteTag(WallTime, WireFormat.WireType.Fixed64);
        output.WriteDouble(seconds);
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(output);
        }

        return buffer.ToArray();
    }
}
