# Runs the examples of the documentation as they stand, each in a folder that holds what it presupposes.

# What is asked of the user, and what other modules give.
function Read-Host { ConvertTo-SecureString 'sk-example-0123456789' -AsPlainText }
function Get-Secret { Read-Host }
function Get-Token { 'token' }
function Get-AzAccessToken { 'token' }

# The files that an example reads, by a pattern of its text.
$presupposed = [ordered] @{
    'jobs\.csv \| (New|Edit)' = {
        "Prompt,OutFile,Size`na red fox,fox.png,1024x1024`na hare,hare.png," | Set-Content ./jobs.csv
    }
    'Import-Csv jobs\.csv \| Stop' = { New-AIImage 'a job' -NoWait | Select-Object Metadata | Export-Csv ./jobs.csv }
    'Get-ChildItem \*\.png' = { $null = 1..2 | ForEach-Object { New-AIImage "picture $_" -OutFile "./picture-$_.png" } }
    'ChildItem \./photos' = { $null = 'a', 'b' | New-AIImage -OutFile './photos/{slug}.png' }
    'ChildItem \./pictures' = { $null = 'a', 'b' | New-AIImage -OutFile './pictures/{slug}.png' -Sidecar }
    'Get-AIImage \./otter' = { $null = New-AIImage 'an otter' -OutFile ./otter.png -Sidecar }
    '\./fox\.png, \./forest' = { $null = 'fox', 'forest' | New-AIImage -OutFile './{slug}.png' }
    '^\s*\$images = Receive-AIImageBatch' = {
        $null = 'a fox', 'a hare' | Start-AIImageBatch -OutFile . -Record ./spring.batch | Wait-AIImageBatch
    }
    'soap\.png, lotion' = { $null = 'soap', 'lotion' | New-AIImage -OutFile './{slug}.png' }
    'door-mask' = {
        $null = New-AIImage 'a house' -OutFile ./house.png
        $null = New-AIImage 'a door' -Background transparent -OutFile ./door-mask.png
    }
}

# Runs one example in the sandbox. A warning is a failure too, unless the example shows a failure itself. An id stands
# for that of a response which is there.
function Invoke-Example([string] $Code) {
    $ErrorActionPreference = 'Stop'
    $modulePath = $env:PSModulePath
    $env:PSModulePath = (Split-Path (Get-Module ImageGen).ModuleBase) + [IO.Path]::PathSeparator + $modulePath
    # Two runspaces that look for a command at once, in a module that PowerShell has not read yet, may both miss it.
    $null = Get-Module -ListAvailable -Name ImageGen
    $key = 'sk-example-0123456789'
    $credential = [pscredential]::new('any', (Read-Host))
    Get-AIImageService | Disconnect-AIImageService
    Connect-AIImageService -Sandbox
    Enter-Folder
    foreach ($pattern in $presupposed.Keys) { if ($Code -match $pattern) { . $presupposed[$pattern] } }
    if ($Code -match '\$image|resp_\w+') { $images = $image = New-AIImage 'an image' -OutFile ./image.png }
    if ($Code -match 'resp_\w+') {
        $id = if ($Code -match '^(Wait|Stop)') { (New-AIImage 'a job' -NoWait).ResponseId } else { $image.ResponseId }
        $Code = $Code -replace 'resp_\w+', $id
    }

    if ($Code -match 'ImagesPerMinute') { $env:OPENAI_API_KEY = $key }
    try {
        & ([scriptblock]::Create($Code)) 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.WarningRecord]) { if ($Code -notmatch 'catch') { throw "$_" } }
            else { $_ }
        }
    }
    finally {
        Pop-Location
        $env:PSModulePath = $modulePath
        Remove-Item -ErrorAction Ignore -Path Env:OPENAI_API_KEY, Env:IMAGEGEN_SANDBOX
    }
}

# Asserts that each example runs without an error; all that fail are named.
function Assert-Example([string[]] $Examples, [int] $AtLeast) {
    $Examples.Count | Should -BeGreaterOrEqual $AtLeast
    $failed = foreach ($example in $Examples) {
        try { $null = Invoke-Example $example } catch { "$example`n    $_" }
    }
    Connect-AIImageService -Sandbox
    $failed -join "`n" | Should -BeNullOrEmpty
}
