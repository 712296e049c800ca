<#
.SYNOPSIS
    Runs the specs, and writes what became of each to a JSON file where one is named.
.EXAMPLE
    ./tests/Specs/Run.ps1
    Runs all specs on the module that 'dotnet build src/ImageGen' has laid out in out/ImageGen.
.EXAMPLE
    ./tests/Specs/Run.ps1 -Path ./tests/Specs/Files.Tests.ps1
    Runs the specs of one file.
#>
[CmdletBinding()]
param(
    # Files or folders with specs.
    [string[]] $Path = $PSScriptRoot,

    # Receives an array of objects with Name, Result and Message. With it, nothing but failures is shown.
    [string] $Report
)

if ($PSVersionTable.PSVersion -lt [version] '7.4') {
    # Older ones, Windows PowerShell 5.1 first of all, run what must hold on both editions.
    $Path = Join-Path $PSScriptRoot 'Desktop.Tests.ps1'
}

$pester = Get-Module -ListAvailable Pester | Where-Object Version -GE ([version] '5.0') | Select-Object -First 1
if (-not $pester) {
    'Pester 5 is not installed.'
    exit 3
}

Import-Module $pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = if ($Report) { 'None' } else { 'Detailed' }

# The specs take keys and addresses away, so that none can reach a real service; whoever runs them gets them back.
$taken = Get-Item -Path Env:OPENAI_*, Env:AZURE_OPENAI_*, Env:IMAGEGEN_SANDBOX -ErrorAction Ignore
try { $run = Invoke-Pester -Configuration $configuration }
finally { foreach ($variable in $taken) { Set-Item -Path "Env:$($variable.Name)" -Value $variable.Value } }

if ($Report) {
    # A block that fails takes its tests down with it; its own error says why.
    $broken = @($run.Containers) + @($run.FailedBlocks) | ForEach-Object { $_.ErrorRecord } |
        ForEach-Object { $_.Exception.Message }
    $results = foreach ($test in $run.Tests) {
        $message = foreach ($failure in $test.ErrorRecord) { $failure.DisplayErrorMessage, $failure.DisplayStackTrace }
        if ($test.Result -eq 'Failed' -and -not $message) { $message = $broken }
        [pscustomobject] @{ Name = $test.Name; Result = "$($test.Result)"; Message = $message -join "`n" }
    }
    ConvertTo-Json -InputObject @($results) | Set-Content -LiteralPath $Report
}

exit [int]($run.Result -ne 'Passed')
